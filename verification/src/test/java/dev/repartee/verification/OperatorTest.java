package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.app.FirstRun;
import dev.repartee.app.command.tenancy.OperatorsCommand;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.Topic;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.postgres.Database;
import dev.repartee.verification.system.Commands;
import dev.repartee.verification.system.Commands.Run;
import dev.repartee.verification.system.Door;
import dev.repartee.verification.system.Door.Answer;
import dev.repartee.verification.system.RunningSystem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A running system as who runs the platform sees it over HTTP. */
class OperatorTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String EMAIL = "ops@platform.example";
    private static final String PASSWORD = "gravel otter lamp 77 sunday";
    private static final String GLASS = "/api/v1/platform/glass-breaks";

    private static RunningSystem system;
    private static Database database;
    private static String key;
    private static Door door;
    private static String operator;

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
        key = FirstRun.read(system.data()).apiKey();
        database = Database.open(system.access().main(), new SimpleMeterRegistry());
        door = new Door(system);
        Run added = new Commands(system).run(new OperatorsCommand(), "add", EMAIL);
        assertThat(added.status()).as(added.toString()).isZero();
        operator = signIn(added.output().strip().replaceFirst(".* is ", ""));
        // every process learns of operators within about a second
        await().atMost(PATIENCE)
                .until(
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
        system.client().ask("zoe", "m-hidden", "the quokka is in the shed");

        Answer tenants = call("GET", "/api/v1/platform/tenants", operator, null);
        assertThat(tenants.status()).as(tenants.body()).isEqualTo(200);
        assertThat(tenants.body()).contains("\"demo\"", "\"platform\"").doesNotContain("quokka");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(usage().path("tenants").toString())
                                        .contains("demo")
                                        .doesNotContain("quokka"));
        Answer health = call("GET", "/api/v1/platform/health", operator, null);
        assertThat(health.field("status")).as(health.body()).isEqualTo("ready");
        assertThat(health.json().path("storedBytes").asLong()).isPositive();
        await().atMost(PATIENCE)
                .untilAsserted(
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
        system.client().ask("eve", "m-missing", "the wombat ate my order");
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
        await().atMost(PATIENCE)
                .until(() -> call("GET", "/api/v1/models", late, null).status() == 200);
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
        await().atMost(PATIENCE)
                .untilAsserted(
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
        await().atMost(PATIENCE)
                .until(() -> call("GET", "/api/v1/models", late, null).status() == 200);
        assertThat(call("GET", "/api/v1/audit-log", late, null).body())
                .contains("suspension: unpaid since February", "end of the suspension");
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
