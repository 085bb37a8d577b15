package dev.repartee.control.people;

import static dev.repartee.control.people.Premises.ACME;
import static dev.repartee.control.people.Premises.PASSWORD;
import static dev.repartee.control.people.Premises.RIVAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.people.Premises.Answer;
import dev.repartee.control.people.Premises.Person;
import dev.repartee.identity.role.Role;
import dev.repartee.postgres.Sql;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Taking one's data along, going, and the mailbox of a machine of one's own. */
class OwnDataTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String ACCOUNT = "/api/v1/account";
    private static final String EXPORT = "/api/v1/account/export";
    private static final String MAILBOX = "/api/v1/mailbox";

    private static Premises premises;
    private static Person owner;

    @BeforeAll
    static void open(@TempDir Path folder) {
        premises = new Premises(folder);
        owner = premises.person(ACME, Role.OWNER);
    }

    @AfterAll
    static void close() {
        premises.close();
    }

    @Test
    void theExportHoldsEveryTableOfAnAccount() {
        Person agent = premises.person(ACME, Role.AGENT);
        call("DELETE", ACCOUNT + "/sessions", agent.token());
        call("POST", ACCOUNT + "/totp", agent.token());
        Answer answer = call("GET", EXPORT, agent.token());

        JsonNode data = answer.body();
        assertThat(data.propertyNames())
                .containsAll(tablesOfAccounts())
                .contains("invitations", "audit_log", "exportedAt");
        assertThat(data.path("accounts").path(0).path("email").asString())
                .isEqualTo(agent.email().value());
        assertThat(data.path("memberships")).hasSize(1);
        assertThat(data.path("logins")).hasSize(1);
        assertThat(data.path("totp_factors")).hasSize(1);
        assertThat(data.path("audit_log").valueStream().map(row -> row.path("action").asString()))
                .contains("DELETE /api/v1/account/sessions", "POST /api/v1/account/totp");
    }

    @Test
    void theExportHoldsNoSecretAndNobodyElse() {
        Person agent = premises.person(ACME, Role.AGENT);
        call("POST", ACCOUNT + "/totp", agent.token());
        String text = call("GET", EXPORT, agent.token()).text();

        assertThat(text)
                .doesNotContain(
                        "argon2",
                        "password_hash",
                        "\\\\x",
                        "\"secret\"",
                        "token_hash",
                        "place_hash")
                .doesNotContain(owner.email().value(), owner.id().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /api/v1/account/export", "DELETE /api/v1/account"})
    void bothWantAProofThatIsNotOld(String call) {
        Person agent = premises.person(ACME, Role.AGENT);
        premises.change(
                "UPDATE logins SET proven_at = proven_at - interval '1 hour' WHERE account_id = ?",
                agent.id().value());
        String[] parts = call.split(" ");

        assertThat(call(parts[0], parts[1], agent.token()).code()).isEqualTo("step_up_required");
        Answer proof =
                premises.call(
                        "POST",
                        "/api/v1/session/step-up",
                        agent.token(),
                        "{\"password\":\"" + PASSWORD + "\"}");
        assertThat(proof.status()).isEqualTo(204);
        assertThat(call(parts[0], parts[1], agent.token()).status()).isBetween(200, 204);
    }

    @Test
    void anAccountThatIsDeletedIsNowhere() {
        Person agent = premises.person(ACME, Role.AGENT);
        String other = premises.signIn(agent.email(), ACME);

        assertThat(call("DELETE", ACCOUNT, agent.token()).status()).isEqualTo(204);
        for (String token : List.of(agent.token(), other)) {
            assertThat(call("GET", ACCOUNT, token).status()).isEqualTo(401);
        }
        assertThat(
                        premises.call(
                                        "POST",
                                        "/api/v1/session",
                                        null,
                                        "{\"email\":\"%s\",\"password\":\"%s\"}"
                                                .formatted(agent.email(), PASSWORD))
                                .status())
                .isEqualTo(401);
        for (String table : tablesOfAccounts()) {
            assertThat(
                            premises.count(
                                    "SELECT count(*) FROM " + table + " WHERE account_id = ?",
                                    agent.id().value()))
                    .as(table)
                    .isZero();
        }
        assertThat(call("GET", "/api/v1/members", owner.token()).text())
                .doesNotContain(agent.email().value());
        assertThat(call("GET", "/api/v1/audit-log?limit=1", owner.token()).text())
                .contains("DELETE /api/v1/account", agent.id().value());
        assertThat(premises.office.kept(10))
                .anyMatch(
                        kept ->
                                kept.mail().to().equals(agent.email().value())
                                        && kept.mail().subject().contains("deleted"));
    }

    @Test
    void theLastOwnerStays() {
        Person last = premises.person(RIVAL, Role.OWNER);
        assertThat(call("DELETE", ACCOUNT, last.token()).code()).isEqualTo("version_conflict");
        assertThat(call("GET", ACCOUNT, last.token()).status()).isEqualTo(200);

        Person next = premises.person(RIVAL, Role.OWNER);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> call("DELETE", ACCOUNT, last.token()).status());
            var two = threads.submit(() -> call("DELETE", ACCOUNT, next.token()).status());
            assertThat(List.of(one.get(), two.get()))
                    .as("of two who leave at once one stays")
                    .containsExactlyInAnyOrder(204, 409);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theMailboxShowsALostPasswordsLinkToWhoOwnsTheMachine() {
        Person agent = premises.person(ACME, Role.AGENT);
        premises.call(
                "POST", "/api/v1/password-resets", null, "{\"email\":\"" + agent.email() + "\"}");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(mailbox().text())
                                        .contains(agent.email().value(), "/account/reset#code="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Other: no key",
                "X-Mailbox-Key: rpx_guess",
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-For: 127.0.0.1, 203.0.113.9",
                "X-Forwarded-For: localhost",
                "X-Forwarded-Host: chat.example",
                "X-Forwarded-Host: localhost.evil.example:8080",
                "X-Forwarded-Host: 127.0.0.1@evil.example",
                "Via: 1.1 proxy",
                "X-Real-IP: 203.0.113.9",
                "Forwarded: for=203.0.113.9"
            })
    void theMailboxIsNotThereForOthers(String header) {
        String[] parts = header.split(": ");
        String[] headers =
                parts[0].equals("X-Other") || parts[0].equals("X-Mailbox-Key")
                        ? parts
                        : new String[] {
                            "X-Mailbox-Key", Premises.MAILBOX_KEY.text(), parts[0], parts[1]
                        };

        assertThat(premises.call("GET", MAILBOX, null, null, headers).code())
                .isEqualTo("not_found");
    }

    @Test
    void theMailboxIsReadAlsoThroughTheGatewayOfThisMachine() {
        assertThat(
                        premises.call(
                                        "GET",
                                        MAILBOX,
                                        null,
                                        null,
                                        new String[] {
                                            "X-Mailbox-Key",
                                            Premises.MAILBOX_KEY.text(),
                                            "X-Forwarded-For",
                                            "127.0.0.1",
                                            "X-Forwarded-Host",
                                            "localhost:8080"
                                        })
                                .status())
                .isEqualTo(200);
    }

    private static Answer mailbox() {
        return premises.call(
                "GET",
                MAILBOX,
                null,
                null,
                new String[] {"X-Mailbox-Key", Premises.MAILBOX_KEY.text()});
    }

    private static List<String> tablesOfAccounts() {
        return premises.database.everywhere(
                connection ->
                        Sql.list(
                                connection,
                                "SELECT table_name FROM information_schema.columns WHERE"
                                        + " column_name = 'account_id' AND table_schema = 'public'",
                                row -> row.text("table_name")));
    }

    private static Answer call(String method, String path, String token) {
        return premises.call(method, path, token, null);
    }
}
