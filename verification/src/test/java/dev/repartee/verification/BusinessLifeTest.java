package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.app.FirstRun;
import dev.repartee.control.Argon2Hasher;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.platform.Operators;
import dev.repartee.identity.platform.PlatformTenants;
import dev.repartee.identity.role.Role;
import dev.repartee.mail.KeptMail;
import dev.repartee.mail.MailConfig;
import dev.repartee.mail.PostOffice;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Sql;
import dev.repartee.verification.system.ApiClient;
import dev.repartee.verification.system.ApiClient.Answer;
import dev.repartee.verification.system.RunningSystem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How businesses begin and end on a running system, and the page through which people come. */
class BusinessLifeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String PASSWORD = "gravel otter lamp 77 sunday";
    private static final String OPERATOR = "ops@platform.example";
    private static final String BOSS = "boss@late.example";

    private static RunningSystem system;
    private static Database database;
    private static Database keys;
    private static ApiClient anybody;
    private static ApiClient operator;

    @BeforeAll
    static void start() {
        system = RunningSystem.start("endings:\n  grace: PT0S\n  every: PT1S\n");
        database = open(system.access().main());
        keys = open(system.access().keys());
        anybody = ApiClient.anonymous(system.node().url());
        makeOperator();
        operator = signedIn(OPERATOR);
        // every process learns of operators within about a second
        await().atMost(PATIENCE)
                .until(() -> operator.get("/api/v1/platform/tenants").status() == 200);
    }

    @AfterAll
    static void stop() {
        database.close();
        keys.close();
        system.close();
    }

    @Test
    void aBusinessGetsItsFirstOwnerByMailAndEndsWhenTheOwnerSaysSo() {
        String tenants = "/api/v1/platform/tenants";
        ObjectNode late =
                body("id", "late", "name", "Late", "ownerEmail", BOSS).put("region", "DE");
        assertThat(operator.post(tenants, late).status()).isEqualTo(201);
        assertThat(operator.post(tenants, late).status()).isEqualTo(409);
        String code = mailTo(BOSS).replaceAll("(?s).*#code=(\\S+).*", "$1");
        assertThat(
                        anybody.post(
                                        "/api/v1/invitations/acceptance",
                                        body("code", code, "name", "Bo", "password", PASSWORD))
                                .status())
                .isEqualTo(204);
        Answer again = operator.put(tenants + "/late/owner", body("email", OPERATOR));
        assertThat(again.status()).as(again.toString()).isEqualTo(409);

        ApiClient boss = signedIn(BOSS);
        assertThat(boss.get("/api/v1/audit-log").body().toString())
                .contains("invitation of the first owner");
        assertThat(boss.get("/api/v1/tenant/ending").status()).isEqualTo(404);
        assertThat(boss.post("/api/v1/tenant/ending", body()).status()).isEqualTo(400);
        assertThat(boss.post("/api/v1/tenant/ending", body("tenant", "demo")).status())
                .isEqualTo(400);
        Answer ended = boss.post("/api/v1/tenant/ending", body("tenant", "late"));
        assertThat(ended.status()).as(ended.toString()).isEqualTo(202);

        await().atMost(PATIENCE).until(() -> count(database, "memberships", "late") == 0);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(signIn(BOSS).status())
                                        .as("the account belonged to it alone")
                                        .isEqualTo(401));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(boss.get("/api/v1/members").status()).isIn(401, 403));
        assertThat(operator.post(tenants, late).status()).isEqualTo(409);
    }

    @Test
    void aBusinessThatIsEndedByTheOperatorIsErasedLikeEachOfItsUsers() {
        ApiClient server =
                new ApiClient(system.node().url(), FirstRun.read(system.data()).apiKey());
        server.accept(ApiClient.message("zoe", "m-1", "the quokka is in the shed"));
        await().atMost(PATIENCE)
                .until(
                        () ->
                                server.stored("zoe", "m-1")
                                        .path("status")
                                        .asString("")
                                        .equals("replied"));
        assertThat(count(keys, "user_keys", "demo")).isPositive();
        String ending = "/api/v1/platform/tenants/demo/ending";
        assertThat(server.put(ending, body("reason", "because I want it")).status()).isEqualTo(403);
        assertThat(operator.put(ending, body("reason", "no")).status()).isEqualTo(400);
        assertThat(
                        operator.put(
                                        "/api/v1/platform/tenants/platform/ending",
                                        body("reason", "ending who runs it"))
                                .status())
                .isEqualTo(400);

        assertThat(operator.put(ending, body("reason", "the contract ended")).status())
                .isEqualTo(202);

        await().atMost(PATIENCE).until(() -> count(database, "assistants", "demo") == 0);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(count(keys, "user_keys", "demo")).isZero();
                            assertThat(count(keys, "erasures", "demo")).isPositive();
                            assertThat(count(database, "chat_messages", "demo")).isZero();
                            assertThat(count(database, "api_keys", "demo")).isZero();
                            assertThat(count(database, "audit_log", "demo")).isPositive();
                            assertThat(server.get("/api/v1/models").status()).isIn(401, 403);
                        });
    }

    @Test
    void thePageToSignInWithComesThroughTheGateway() {
        for (String path : List.of("/sign-in", "/account/join", "/sign-in/sign-in.js")) {
            Answer page = anybody.get(path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.headers().get("content-security-policy"))
                    .singleElement()
                    .asString()
                    .contains("script-src 'self'");
        }
        assertThat(anybody.get("/account/elsewhere").status()).isEqualTo(401);
        assertThat(anybody.post("/sign-in", body()).status()).isEqualTo(405);
        assertThat(anybody.get("/api/v1/session/ways").body().path("registration").asString())
                .isEqualTo("invited");
        assertThat(anybody.get("/api/v1/session/ways").headers().get("content-security-policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; frame-ancestors 'none'");
    }

    private static void makeOperator() {
        Clock clock = Clock.systemUTC();
        Accounts accounts = new Accounts(database, clock);
        Memberships memberships = new Memberships(database, clock);
        new Operators(new PlatformTenants(database, clock), accounts, memberships)
                .add(new EmailAddress("first@platform.example"), "no hash");
        memberships.put(
                accounts.create(
                                new Accounts.Draft(
                                        new EmailAddress(OPERATOR),
                                        "Operator",
                                        new Argon2Hasher().hash(PASSWORD),
                                        false,
                                        true))
                        .orElseThrow()
                        .id(),
                new Membership(Operators.TENANT, Role.OPERATOR.id()));
    }

    private static Answer signIn(String email) {
        return anybody.post("/api/v1/session", body("email", email, "password", PASSWORD));
    }

    private static ApiClient signedIn(String email) {
        Answer in = signIn(email);
        assertThat(in.status()).as(in.toString()).isEqualTo(201);
        URI gateway = system.node().url();
        return new ApiClient(gateway, in.body().path("session").path("accessToken").asString());
    }

    private static String mailTo(String email) {
        SecretBox box =
                new SecretBox(MasterKeyFile.readOrCreate(system.data().resolve("master.key")));
        try (PostOffice office =
                new PostOffice(database, box, MailConfig.defaults(), Clock.systemUTC())) {
            return office.kept(100).stream()
                    .map(KeptMail::mail)
                    .filter(mail -> mail.to().equals(email))
                    .findFirst()
                    .orElseThrow()
                    .text();
        }
    }

    private static long count(Database where, String table, String tenant) {
        return where.with(
                connection ->
                        Sql.first(
                                        connection,
                                        "SELECT count(*) AS n FROM "
                                                + table
                                                + " WHERE tenant_id = ?",
                                        row -> row.number("n"),
                                        tenant)
                                .orElseThrow());
    }

    private static Database open(DatabaseConfig config) {
        return Database.open(config, new SimpleMeterRegistry());
    }

    private static ObjectNode body(String... pairs) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            body.put(pairs[i], pairs[i + 1]);
        }
        return body;
    }
}
