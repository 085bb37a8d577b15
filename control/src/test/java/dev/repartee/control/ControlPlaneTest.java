package dev.repartee.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.files.AssistantDocument;
import dev.repartee.assistants.files.DocumentShelf;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserKey;
import dev.repartee.embedded.TestEngines;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control plane over HTTP, on a real database. */
class ControlPlaneTest {

    private static final Instant ERASED = Instant.parse("2026-01-02T03:04:05Z");
    private static final Map<String, String> TENANTS = Map.of("key-a", "alpha", "key-b", "beta");
    private static final List<UserKey> ERASURES = new ArrayList<>();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Database database;
    private static ControlPlane control;

    @BeforeAll
    static void start() {
        database =
                Database.open(
                        DatabaseConfig.parse(TestEngines.postgres().fullUrl()),
                        new SimpleMeterRegistry());
        database.migrate(Schema.MAIN);
        for (String tenant : TENANTS.values()) {
            database.with(
                    connection ->
                            connection
                                    .createStatement()
                                    .executeUpdate(
                                            "INSERT INTO tenants (tenant_id, name) VALUES ('"
                                                    + tenant
                                                    + "', 'T')"));
        }
        control =
                new ControlPlane(
                        ControlConfig.defaults(),
                        new ControlServices(
                                new AssistantStore(database.dataSource(), Clock.systemUTC()),
                                new Shelf(),
                                key -> Optional.ofNullable(TENANTS.get(key)).map(TenantId::new),
                                user -> {
                                    ERASURES.add(user);
                                    return new ControlServices.Erased(
                                            ERASED, ERASED.plusSeconds(60));
                                }));
        control.start();
    }

    @AfterAll
    static void stop() {
        control.close();
        database.close();
    }

    private record Answer(int status, JsonNode body, Optional<String> etag) {

        String code() {
            return body.path("code").asString("");
        }
    }

    @Test
    void nothingIsAnsweredWithoutAValidKey() throws Exception {
        assertThat(call("GET", "/api/v1/assistants", null, null).status()).isEqualTo(401);
        Answer answer = call("GET", "/api/v1/assistants", "key-x", null);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("unauthenticated");
    }

    @Test
    void anAssistantIsCreatedReadReplacedAndDeleted() throws Exception {
        String path = "/api/v1/assistants/guide";
        assertThat(put(path, "{\"name\":\"Guide\"}").status()).isEqualTo(201);
        Answer read = call("GET", path, "key-a", null);
        assertThat(read.body().path("name").asString()).isEqualTo("Guide");
        assertThat(read.etag()).contains("\"1\"");
        assertThat(put(path, "{\"name\":\"Other\"}").status()).isEqualTo(200);
        assertThat(call("GET", path, "key-a", null).etag()).contains("\"2\"");
        assertThat(call("DELETE", path, "key-a", null).status()).isEqualTo(204);
        Answer gone = call("GET", path, "key-a", null);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.code()).isEqualTo("unknown_assistant");
    }

    @Test
    void anotherTenantSeesNothing() throws Exception {
        put("/api/v1/assistants/secret-one", "{\"name\":\"S\"}");
        assertThat(call("GET", "/api/v1/assistants/secret-one", "key-b", null).status())
                .isEqualTo(404);
        assertThat(call("DELETE", "/api/v1/assistants/secret-one", "key-b", null).status())
                .isEqualTo(404);
        assertThat(call("GET", "/api/v1/assistants", "key-b", null).body().toString())
                .doesNotContain("secret-one");
    }

    @Test
    void anIdIsCreatedOnce() throws Exception {
        String body = "{\"id\":\"twice\",\"name\":\"T\"}";
        assertThat(call("POST", "/api/v1/assistants", "key-a", body).status()).isEqualTo(201);
        Answer again = call("POST", "/api/v1/assistants", "key-a", body);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("version_conflict");
    }

    @Test
    void everyWrongFieldIsNamed() throws Exception {
        Answer answer =
                put(
                        "/api/v1/assistants/wrong",
                        "{\"name\":7,\"modle\":{},\"model\":{\"temperature\":9}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").toString())
                .contains("name")
                .contains("modle")
                .contains("temperature");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{`, 400, malformed_json",
                "`[]`, 400, invalid_field",
                "`{\"id\":\"another\"}`, 400, invalid_field"
            })
    void badBodiesAreRefused(String body, int status, String code) throws Exception {
        Answer answer = put("/api/v1/assistants/bad", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void badIdsAndMethodsAreRefused() throws Exception {
        assertThat(put("/api/v1/assistants/UPPER", "{}").code())
                .isIn("invalid_id", "invalid_field");
        assertThat(call("PATCH", "/api/v1/assistants/guide", "key-a", "{}").status())
                .isEqualTo(405);
        assertThat(call("GET", "/api/v1/nothing", "key-a", null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: \" application/json",
                "Content-Type: a\u00e2\u0082pplication/json",
                "X-Anything: \u0081"
            })
    void headersThatCanNotBeReadAreTheClientsFault(String header) throws Exception {
        String answer = raw("PUT /api/v1/assistants/odd", header, "{}");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("protocol_violation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/assistants/a;b=c", "/api/v1//assistants", "/api/%2e%2e/x"})
    void pathsThatTheFirewallRefusesAreToldAsProblems(String path) throws Exception {
        assertThat(raw("GET " + path, "X: y", ""))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    /** A request whose headers no client library would write. */
    private static String raw(String request, String header, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", control.port())) {
            String text =
                    "%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer key-a\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(request, header, body.length(), body);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void documentsAreKeptListedAndDeleted() throws Exception {
        put("/api/v1/assistants/reader", "{\"name\":\"R\"}");
        String path = "/api/v1/assistants/reader/documents/hours";
        assertThat(put(path, "{\"title\":\"Hours\",\"content\":\"We open at nine.\"}").status())
                .isEqualTo(201);
        assertThat(put(path, "{\"content\":\"We open at ten.\"}").status()).isEqualTo(200);
        assertThat(
                        call("GET", "/api/v1/assistants/reader/documents", "key-a", null)
                                .body()
                                .path("documents")
                                .size())
                .isEqualTo(1);
        assertThat(call("GET", path, "key-a", null).body().path("content").asString())
                .isEqualTo("We open at ten.");
        assertThat(call("DELETE", path, "key-a", null).status()).isEqualTo(204);
        assertThat(call("DELETE", path, "key-a", null).status()).isEqualTo(404);
    }

    @Test
    void documentsThatAreNoneAreRefused() throws Exception {
        put("/api/v1/assistants/reader", "{\"name\":\"R\"}");
        String path = "/api/v1/assistants/reader/documents/x";
        assertThat(put(path, "{\"content\":\"  \"}").code()).isEqualTo("invalid_field");
        assertThat(put(path, "{\"content\":\"a\",\"mediaType\":\"image/png\"}").status())
                .isEqualTo(415);
        assertThat(put("/api/v1/assistants/nobody/documents/x", "{\"content\":\"a\"}").code())
                .isEqualTo("unknown_assistant");
    }

    @Test
    void anErasureSaysUntilWhenTheLogHoldsText() throws Exception {
        Answer answer = call("DELETE", "/api/v1/users/ana", "key-a", null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("logHoldsUntil").asString())
                .startsWith("2026-01-02T03:05:05");
        assertThat(ERASURES).contains(UserKey.parse("alpha:ana"));
    }

    @Test
    void theOpenApiDocumentIsServed() throws Exception {
        Answer answer = call("GET", "/v3/api-docs", null, null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("paths").has("/api/v1/assistants/{assistantId}")).isTrue();
    }

    private static Answer put(String path, String body) throws Exception {
        return call("PUT", path, "key-a", body);
    }

    private static Answer call(
            String method, String path, @Nullable String key, @Nullable String body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> response =
                HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.body().isBlank()
                        ? JsonMapper.shared().createObjectNode()
                        : JsonMapper.shared().readTree(response.body()),
                response.headers().firstValue("ETag"));
    }

    /** Documents in memory. */
    private static final class Shelf implements DocumentShelf {

        private final Map<String, AssistantDocument> documents = new ConcurrentHashMap<>();

        @Override
        public List<AssistantDocument> list(TenantId tenant, AssistantId assistant) {
            return documents.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(tenant + "/" + assistant + "/"))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        @Override
        public void put(TenantId tenant, AssistantId assistant, AssistantDocument document) {
            documents.put(tenant + "/" + assistant + "/" + document.id(), document);
        }

        @Override
        public void remove(TenantId tenant, AssistantId assistant, String documentId) {
            documents.remove(tenant + "/" + assistant + "/" + documentId);
        }
    }
}
