package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.app.FirstRun;
import dev.repartee.app.command.tenancy.AuditLogCommand;
import dev.repartee.app.command.tenancy.KeysCommand;
import dev.repartee.app.command.tenancy.OperatorsCommand;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.Topic;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.postgres.Database;
import dev.repartee.verification.system.ApiClient;
import dev.repartee.verification.system.Commands;
import dev.repartee.verification.system.Commands.Run;
import dev.repartee.verification.system.Door;
import dev.repartee.verification.system.Door.Answer;
import dev.repartee.verification.system.RunningSystem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running system as who runs the platform sees it: over HTTP, and with the commands. */
class OperatorTest {

    private static final String EMAIL = "ops@platform.example";
    private static final String PASSWORD = "gravel otter lamp 77 sunday";
    private static final String GLASS = "/api/v1/platform/glass-breaks";

    private static RunningSystem system;
    private static Database database;
    private static String key;
    private static Commands commands;
    private static Door door;
    private static String operator;

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
        key = FirstRun.read(system.data()).apiKey();
        database = Database.open(system.access().main(), new SimpleMeterRegistry());
        commands = new Commands(system);
        door = new Door(system);
        Run added = commands.run(new OperatorsCommand(), "add", EMAIL);
        assertThat(added.status()).as(added.toString()).isZero();
        operator = signIn(added.output().strip().replaceFirst(".* is ", ""));
        // every process learns of operators within about a second
        await().until(
                        () ->
                                call("GET", "/api/v1/platform/tenants", operator, null).status()
                                        == 200);
    }

    @AfterAll
    static void stop() {
        database.close();
        system.close();
    }

    @Test
    void anOperatorSeesTheTenantsAndNothingOfWhatIsSaidThere() {
        said("zoe", "m-hidden", "the quokka is in the shed");

        Answer tenants = call("GET", "/api/v1/platform/tenants", operator, null);
        assertThat(tenants.status()).as(tenants.body()).isEqualTo(200);
        assertThat(tenants.body()).contains("\"demo\"", "\"platform\"").doesNotContain("quokka");
        await().untilAsserted(
                        () ->
                                assertThat(usage().path("tenants").toString())
                                        .contains("demo")
                                        .doesNotContain("quokka"));
        Answer health = call("GET", "/api/v1/platform/health", operator, null);
        assertThat(health.field("status")).as(health.body()).isEqualTo("ready");
        assertThat(health.json().path("storedBytes").asLong()).isPositive();
        await().untilAsserted(
                        () ->
                                assertThat(commonPool().at("/workers/0/partitions"))
                                        .as("what the one worker holds")
                                        .hasSize(Topic.PARTITIONS));
        for (String path :
                List.of(
                        "/api/v1/messages/m-hidden?userId=zoe",
                        "/api/v1/assistants",
                        "/api/v1/members",
                        "/api/v1/audit-log",
                        "/api/v1/users/zoe/export")) {
            assertThat(call("GET", path, operator, null).status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void theTenantsOwnPeopleReachNothingOfThePlatform() {
        for (String path :
                List.of("tenants", "usage", "health", "glass-breaks", "tenants/demo/suspension")) {
            String method = path.endsWith("suspension") ? "PUT" : "GET";
            assertThat(
                            call(
                                            method,
                                            "/api/v1/platform/" + path,
                                            key,
                                            method.equals("PUT")
                                                    ? "{\"reason\":\"just because I can\"}"
                                                    : null)
                                    .status())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @Test
    void brokenGlassLetsReadForAWhileAndTheTenantSeesEveryStep() {
        said("eve", "m-missing", "the wombat ate my order");
        refusedGlass("{\"tenantId\":\"demo\"}", 400);
        refusedGlass("{\"tenantId\":\"demo\",\"reason\":\"short\"}", 400);
        refusedGlass(glass("demo", 61), 400);
        refusedGlass(glass("demo", 0), 400);
        refusedGlass(glass("nobody", 5), 404);
        refusedGlass(glass("platform", 5), 404);

        Answer begun = call("POST", GLASS, operator, glass("demo", 5));
        assertThat(begun.status()).as(begun.body()).isEqualTo(201);
        String id = begun.field("id");
        String look =
                call("POST", GLASS + "/" + id + "/access", operator, null).field("accessToken");
        String message = "/api/v1/messages/m-missing?userId=eve";
        assertThat(call("GET", message, look, null).body()).contains("wombat");
        assertThat(call("GET", "/api/v1/assistants", look, null).status()).isEqualTo(200);
        for (String refused :
                List.of(
                        "PUT /api/v1/assistants/velo-verde {\"name\":\"Mine\"}",
                        "DELETE /api/v1/users/eve -",
                        "GET /api/v1/users/eve/export -",
                        "POST /api/v1/messages {\"userId\":\"eve\",\"text\":\"hi\"}",
                        "POST /api/v1/tokens {\"userId\":\"eve\"}",
                        "GET /api/v1/account -",
                        "POST " + GLASS + " " + glass("demo", 5))) {
            String[] parts = refused.split(" ", 3);
            assertThat(
                            call(parts[0], parts[1], look, parts[2].equals("-") ? null : parts[2])
                                    .status())
                    .as(refused)
                    .isEqualTo(403);
        }

        String log = call("GET", "/api/v1/audit-log", key, null).body();
        assertThat(log)
                .contains("break glass: a reply of May went missing")
                .contains("GET /api/v1/messages/m-missing", "\"object\":\"/api/v1/assistants\"")
                .contains("\"actor\":\"operator:");
        assertThat(call("GET", "/api/v1/glass-breaks", key, null).body()).contains(id);
        assertThat(call("GET", "/api/v1/audit-log/verification", key, null).body())
                .contains("\"intact\":true");

        assertThat(call("DELETE", GLASS + "/" + id, operator, null).status()).isEqualTo(204);
        assertThat(call("GET", message, look, null).status()).isEqualTo(403);
        assertThat(call("POST", GLASS + "/" + id + "/access", operator, null).status())
                .isEqualTo(404);
    }

    @Test
    void aSuspendedTenantGetsNoFurtherUntilItIsResumed() {
        assertThat(
                        call(
                                        "POST",
                                        "/api/v1/platform/tenants",
                                        operator,
                                        "{\"id\":\"late\",\"name\":\"Late\",\"region\":\"DE\"}")
                                .status())
                .isEqualTo(201);
        assertThat(
                        call(
                                        "POST",
                                        "/api/v1/platform/tenants",
                                        operator,
                                        "{\"id\":\"late\",\"name\":\"Late\"}")
                                .status())
                .isEqualTo(409);
        String late =
                new ApiKeys(database, Clock.systemUTC())
                        .create(new TenantId("late"), "theirs", null)
                        .text();
        await().until(() -> call("GET", "/api/v1/models", late, null).status() == 200);
        String suspension = "/api/v1/platform/tenants/late/suspension";
        assertThat(call("PUT", suspension, operator, "{\"reason\":\"no\"}").status())
                .isEqualTo(400);
        assertThat(
                        call(
                                        "PUT",
                                        "/api/v1/platform/tenants/platform/suspension",
                                        operator,
                                        "{\"reason\":\"shutting myself out\"}")
                                .status())
                .isEqualTo(400);

        Answer stopped =
                call("PUT", suspension, operator, "{\"reason\":\"unpaid since February\"}");

        assertThat(stopped.field("suspendedWhy")).isEqualTo("unpaid since February");
        await().untilAsserted(
                        () ->
                                assertThat(
                                                call(
                                                                "POST",
                                                                "/api/v1/messages",
                                                                late,
                                                                "{\"userId\":\"u\",\"text\":\"hi\"}")
                                                        .field("code"))
                                        .isEqualTo("tenant_suspended"));
        assertThat(call("GET", "/api/v1/assistants", late, null).status()).isEqualTo(403);
        assertThat(call("GET", "/api/v1/assistants", key, null).status()).isEqualTo(200);

        assertThat(call("DELETE", suspension, operator, null).status()).isEqualTo(204);
        assertThat(call("DELETE", suspension, operator, null).status()).isEqualTo(404);
        await().until(() -> call("GET", "/api/v1/models", late, null).status() == 200);
        assertThat(call("GET", "/api/v1/audit-log", late, null).body())
                .contains("suspension: unpaid since February", "end of the suspension");
    }

    @Test
    void aUsersDataIsExportedInOneCallAndErasedInOne() {
        String id = "m-mine";
        said("mia", id, "the axolotl is called Bob");
        String consent = "/api/v1/users/mia/consents/training";
        assertThat(call("PUT", consent, key, "{\"granted\":true}").status()).isEqualTo(400);
        assertThat(
                        call("PUT", consent, key, "{\"granted\":false,\"source\":\"widget 1\"}")
                                .status())
                .isEqualTo(200);
        assertThat(
                        call(
                                        "PUT",
                                        "/api/v1/users/mia/consents/everything",
                                        key,
                                        "{\"granted\":true,\"source\":\"widget 1\"}")
                                .status())
                .isEqualTo(400);
        assertThat(
                        call(
                                        "PUT",
                                        "/api/v1/messages/" + id + "/feedback?userId=mia",
                                        key,
                                        "{\"rating\":\"up\",\"comment\":\"axolotls are fine\"}")
                                .status())
                .isEqualTo(200);

        String export = call("GET", "/api/v1/users/mia/export", key, null).body();
        assertThat(export)
                .contains("the axolotl is called Bob", "axolotls are fine", "widget 1")
                .contains("\"type\":\"user\"", "\"type\":\"message\"");
        assertThat(call("GET", "/api/v1/audit-log", key, null).body())
                .contains("GET /api/v1/users/{userId}/export");

        assertThat(call("DELETE", "/api/v1/users/mia", key, null).status()).isEqualTo(200);
        assertThat(call("GET", "/api/v1/users/mia/export", key, null).body())
                .doesNotContain("axolotl", "widget 1");
    }

    @Test
    void aTenantChoosesHowLongItKeepsMessages() {
        assertThat(call("PUT", "/api/v1/retention", key, "{\"messageDays\":7}").status())
                .isEqualTo(400);
        assertThat(call("PUT", "/api/v1/retention", key, "{\"messageDays\":90}").body())
                .contains("\"messageDays\":90");
        assertThat(call("GET", "/api/v1/retention", key, null).json().path("messageDays").asInt())
                .isEqualTo(90);
        assertThat(call("PUT", "/api/v1/retention", key, "{}").status()).isEqualTo(200);
    }

    @Test
    void theMasterKeyIsRotatedWhileTheSystemRuns() throws IOException {
        said("kim", "m-before", "the okapi came before");
        String before = Files.readString(system.data().resolve("master.key"));

        Run rotated = commands.run(new KeysCommand(), "rotate");

        assertThat(rotated.status()).as(rotated.toString()).isZero();
        assertThat(rotated.output()).contains("has a new primary");
        String after = Files.readString(system.data().resolve("master.key"));
        assertThat(after.length()).isGreaterThan(before.length());
        assertThat(primary(after)).isNotEqualTo(primary(before));
        assertThat(call("GET", "/api/v1/messages/m-before?userId=kim", key, null).body())
                .contains("okapi");
        said("new-user", "m-after", "the tapir came after");
        said("kim", "m-again", "the okapi came again");
        system.stopNode();
        system.startNode();
        assertThat(call("GET", "/api/v1/messages/m-before?userId=kim", key, null).body())
                .contains("okapi");
        assertThat(call("GET", "/api/v1/messages/m-after?userId=new-user", key, null).body())
                .contains("tapir");
    }

    @Test
    void theAuditLogIsCheckedAndExportedByCommand() {
        call("PUT", "/api/v1/retention", key, "{\"messageDays\":null}");
        Run intact = commands.run(new AuditLogCommand(), "verify", "--tenant", "demo");
        assertThat(intact.status()).as(intact.toString()).isZero();
        assertThat(intact.output()).contains("demo: ", "intact");

        Run exported = commands.run(new AuditLogCommand(), "export", "--tenant", "demo");
        assertThat(exported.status()).isZero();
        assertThat(exported.output().lines())
                .isNotEmpty()
                .allMatch(
                        line ->
                                JsonMapper.shared()
                                        .readTree(line)
                                        .path("tenant")
                                        .asString()
                                        .equals("demo"));

        RunningSystem.execute(
                system.access().main(),
                "INSERT INTO audit_log (tenant_id, sequence, at, actor, action, object, origin,"
                        + " status, hash) VALUES ('forged', 1, now(), 'x', 'x', 'x', 'x', 200,"
                        + " sha256('x'))");
        Run broken = commands.run(new AuditLogCommand(), "verify");
        assertThat(broken.status()).isEqualTo(1);
        assertThat(broken.output()).contains("forged: BROKEN at entry 1", "demo: ");
        assertThat(commands.run(new AuditLogCommand(), "verify", "--tenant", "demo").status())
                .isZero();
    }

    private static JsonNode usage() {
        return call("GET", "/api/v1/platform/usage", operator, null).json();
    }

    private static JsonNode commonPool() {
        JsonNode pool =
                call("GET", "/api/v1/platform/health", operator, null).json().at("/pools/0");
        assertThat(pool.path("pool").asString()).isEmpty();
        return pool;
    }

    private static void refusedGlass(String body, int status) {
        assertThat(call("POST", GLASS, operator, body).status()).as(body).isEqualTo(status);
    }

    private static String glass(String tenant, int minutes) {
        return "{\"tenantId\":\"%s\",\"reason\":\"a reply of May went missing\",\"minutes\":%d}"
                .formatted(tenant, minutes);
    }

    private static long primary(String keyset) {
        return JsonMapper.shared().readTree(keyset).path("primaryKeyId").asLong();
    }

    private static void said(String user, String id, String text) {
        ApiClient client = system.client();
        client.accept(ApiClient.message(user, id, text));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.stored(user, id).path("status").asString("").equals("replied"));
    }

    private static String signIn(String firstPassword) {
        String ticket =
                call(
                                "POST",
                                "/api/v1/session",
                                null,
                                "{\"email\":\"%s\",\"password\":\"%s\"}"
                                        .formatted(
                                                EMAIL,
                                                firstPassword.substring(
                                                        firstPassword.lastIndexOf(' ') + 1)))
                        .field("ticket");
        Answer in =
                call(
                        "POST",
                        "/api/v1/session/new-password",
                        null,
                        "{\"ticket\":\"%s\",\"password\":\"%s\"}".formatted(ticket, PASSWORD));
        assertThat(in.status()).isEqualTo(201);
        return in.json().path("session").path("accessToken").asString();
    }

    private static Answer call(
            String method, String path, @Nullable String bearer, @Nullable String body) {
        return door.call(method, path, bearer, body);
    }
}
