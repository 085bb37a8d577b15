package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.app.FirstRun;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.role.Role;
import dev.repartee.postgres.Database;
import dev.repartee.verification.system.Door;
import dev.repartee.verification.system.Door.Answer;
import dev.repartee.verification.system.RunningSystem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A running system, tried as an attacker would; each test asserts the refusal. */
class AttackTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final TenantId INTRUDER = new TenantId("intruder");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String SECRET = "velo-verde";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static RunningSystem system;
    private static Door door;
    private static ForgedTokens forged;
    private static TenantRows rows;
    private static Database database;
    private static ApiKeys keys;
    private static String ownKey;
    private static String foreignKey;

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
        door = new Door(system);
        forged = new ForgedTokens(system.client(), door);
        ownKey = FirstRun.read(system.data()).apiKey();
        database = Database.open(system.access().main(), new SimpleMeterRegistry());
        rows = new TenantRows(database);
        RunningSystem.execute(
                system.access().main(),
                "INSERT INTO tenants (tenant_id, name) VALUES ('intruder', 'Intruder')");
        keys = new ApiKeys(database, Clock.systemUTC());
        foreignKey = keys.create(INTRUDER, "foreign", null).text();
        await().atMost(PATIENCE)
                .until(() -> call("GET", "/api/v1/assistants", foreignKey, null).status() == 200);
    }

    @AfterAll
    static void stop() {
        database.close();
        system.close();
    }

    /**
     * Every operation of the OpenAPI document, with the ids of one tenant and the key of another:
     * nothing of the first is read, and none of its rows changes.
     */
    @Test
    void anotherTenantsThingsAreOutOfReachOnEveryEndpoint() {
        JsonNode paths = paths();
        Map<String, String> before = rows.of("demo");
        List<String> tried = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (String method : path.getValue().propertyNames()) {
                if (METHODS.contains(method)) {
                    String target = ofTheVictim(path.getKey());
                    tried.add(method + " " + target);
                    Answer answer =
                            call(
                                    method.toUpperCase(Locale.ROOT),
                                    target,
                                    foreignKey,
                                    method.equals("get") ? null : "{}");
                    assertThat(answer.status()).as(method + " " + target).isNotEqualTo(500);
                    // What the intruder called is in the intruder's own log.
                    if (!target.contains(SECRET) && !target.contains("audit-log")) {
                        assertThat(answer.body()).as(method + " " + target).doesNotContain(SECRET);
                    }
                    if (method.equals("get") && target.contains(SECRET)) {
                        assertThat(answer)
                                .as(method + " " + target)
                                .isEqualTo(asIfThereWereNone(target));
                    }
                }
            }
        }
        assertThat(tried).hasSizeGreaterThan(20);
        assertThat(rows.of("demo")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "public key as secret", "no key id", "other audience"})
    void forgedTokensAreRefused(String forgery) throws Exception {
        String token =
                switch (forgery) {
                    case "none" -> forged.unsigned();
                    case "public key as secret" -> forged.confused();
                    case "no key id" -> forged.withHeader("{\"alg\":\"ES256\"}");
                    case String other -> forged.reworded();
                };
        assertThat(call("GET", "/api/v1/messages/m-1", token, null).status()).isEqualTo(401);
        assertThat(call("GET", "/api/v1/assistants", token, null).status()).isEqualTo(401);
    }

    @Test
    void aUsersTokenAdministersNothing() {
        String token = system.client().token("mallory");
        assertThat(call("GET", "/api/v1/assistants", token, null).status()).isEqualTo(403);
        assertThat(call("GET", "/api/v1/messages/m-1?userId=victim", token, null).status())
                .isEqualTo(403);
        assertThat(call("POST", "/api/v1/tokens", token, "{\"userId\":\"victim\"}").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "analyst", "developer"})
    void noRoleMakesItselfMore(String word) {
        String key = keys.create(INTRUDER, word, Role.of(word).orElseThrow().id(), null).text();
        await().atMost(PATIENCE)
                .until(() -> call("GET", "/api/v1/assistants", key, null).status() == 200);
        for (String attempt :
                List.of(
                        "PUT /api/v1/members/somebody {\"role\":\"owner\"}",
                        "PUT /api/v1/roles/mine {\"permissions\":[\"members_change\"]}",
                        "DELETE /api/v1/users/victim -",
                        "GET /api/v1/audit-log -")) {
            String[] parts = attempt.split(" ", 3);
            assertThat(call(parts[0], parts[1], key, parts[2]).status()).as(attempt).isEqualTo(403);
        }
    }

    @Test
    void anAdministratorMakesNoOwner() {
        for (String permissions : List.of("ownership", "glass_break", "tenants_change")) {
            assertThat(
                            call(
                                            "PUT",
                                            "/api/v1/roles/crown",
                                            foreignKey,
                                            "{\"permissions\":[\"" + permissions + "\"]}")
                                    .status())
                    .as(permissions)
                    .isEqualTo(400);
        }
        String owner =
                JsonMapper.shared()
                        .readTree(call("GET", "/api/v1/members", ownKey, null).body())
                        .path("members")
                        .path(0)
                        .path("accountId")
                        .asString();
        assertThat(call("PUT", "/api/v1/members/" + owner, ownKey, "{\"role\":\"agent\"}").status())
                .isEqualTo(403);
        assertThat(call("DELETE", "/api/v1/members/" + owner, ownKey, null).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "tenantId", "tenant_id", "version", "createdAt"})
    void fieldsThatAreNotTheCallersAreNotTaken(String field) {
        ObjectNode body =
                JsonMapper.shared().createObjectNode().put("name", "M").put(field, "demo");
        Answer answer = call("PUT", "/api/v1/assistants/massed", foreignKey, body.toString());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/..%2f..%2f..%2fetc%2fpasswd",
                "/docs/%2e%2e/%2e%2e/etc/passwd",
                "/api/v1/assistants/..%2f..%2factuator",
                "/api/v1/assistants/%2e%2e%2fusers",
                "/api/v1/assistants/a%00b",
                "/api/v1/assistants;x=/../users"
            })
    void pathsDoNotClimb(String path) throws IOException {
        assertThat(raw("GET " + path, "X: y", "")).startsWith("HTTP/1.1 4");
    }

    @Test
    void aLineBreakInAParameterMakesNoHeader() throws IOException {
        String answer = raw("GET /api/v1/messages/a%0d%0aSet-Cookie:%20x=y?userId=u", "X: y", "");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("\r\nSet-Cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/assistants", "/api/v1/messages"})
    void aBombOfBracketsIsRefusedAtOnce(String path) {
        long begun = System.nanoTime();
        Answer answer = call("POST", path, ownKey, "[".repeat(100_000));
        assertThat(answer.status()).isBetween(400, 413);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/assistants", "/api/v1/messages"})
    void aCompressedBodyIsNotInflated(String path) throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(
                    ("{\"name\":\"" + "a".repeat(20_000_000) + "\"}")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        HttpResponse<String> answer =
                HTTP.send(
                        HttpRequest.newBuilder(system.node().url().resolve(path))
                                .header("Authorization", "Bearer " + ownKey)
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "gzip")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(bomb.toByteArray()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isBetween(400, 415);
    }

    /** What a foreign page makes a browser send by itself: cookies and an origin, no header. */
    @Test
    void aForgedRequestOfABrowserIsNobodys() throws IOException {
        assertThat(
                        raw(
                                "POST /api/v1/assistants",
                                "Origin: https://evil.example\r\nCookie: session=x; JSESSIONID=y",
                                "{}"))
                .startsWith("HTTP/1.1 401")
                .doesNotContain("Access-Control-Allow-Origin");
    }

    @Test
    void whatWasTriedIsInTheLogOfItsOwnTenant() {
        call("DELETE", "/api/v1/assistants/" + SECRET, foreignKey, null);
        assertThat(call("GET", "/api/v1/audit-log?limit=1", foreignKey, null).body())
                .contains("DELETE /api/v1/assistants/{assistantId}")
                .contains("\"status\":404")
                .contains("127.0.0.1");
        assertThat(call("GET", "/api/v1/audit-log/verification", foreignKey, null).body())
                .contains("\"intact\":true");
    }

    /** Of both planes: a cold control plane may take longer to tell its own than is waited for. */
    private static JsonNode paths() {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> call("GET", "/api/v1/openapi.json", null, null).json().path("paths"),
                        paths -> paths.has("/api/v1/assistants"));
    }

    /** Ids that are the victim's, as an intruder would guess or have seen them. */
    private static String ofTheVictim(String path) {
        return path.replace("{assistantId}", SECRET)
                .replace("{model}", SECRET)
                .replaceAll("\\{[^}]+}", "1");
    }

    /** What is answered for an id that nobody has, so that not even its existence is told. */
    private static Answer asIfThereWereNone(String target) {
        Answer none = call("GET", target.replace(SECRET, "no-such-one"), foreignKey, null);
        return new Answer(none.status(), none.body().replace("no-such-one", SECRET));
    }

    private static Answer call(
            String method, String path, @Nullable String bearer, @Nullable String body) {
        return door.call(method, path, bearer, body);
    }

    /** A request that no client library would write. */
    private static String raw(String request, String headers, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", system.node().url().getPort())) {
            String text =
                    "%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(request, headers, body.length(), body);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
