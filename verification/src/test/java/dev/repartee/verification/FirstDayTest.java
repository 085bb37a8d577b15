package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.app.FirstRun;
import dev.repartee.verification.system.ApiClient;
import dev.repartee.verification.system.ApiClient.Answer;
import dev.repartee.verification.system.Authenticator;
import dev.repartee.verification.system.RoleProcess;
import dev.repartee.verification.system.SourceTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first day of {@code ./repartee up}: from the generated password to an agent who may do what
 * agents may, step by step as docs/accounts.md tells it.
 */
class FirstDayTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String ADMIN_PASSWORD = "gravel otter lamp 77 sunday";
    private static final String AGENT_PASSWORD = "velvet canyon 31 teacup";
    private static final String AGENT = "agent@demo.example";

    @TempDir private Path data;

    private RoleProcess process;
    private ApiClient anybody;

    @BeforeEach
    void start() {
        process = RoleProcess.start("up", "--port=0", "--data=" + data).ready();
        anybody = ApiClient.anonymous(process.gateway());
    }

    @AfterEach
    void end() {
        process.close();
    }

    @Test
    void theFirstAdministratorBringsInAnAgentWhoMayDoWhatAgentsMay() throws IOException {
        FirstRun first = FirstRun.read(data);
        ApiClient admin = withNewPassword(first);
        Authenticator app = enrolled(admin);
        admin = withSecondFactor(first.adminEmail(), app);

        String invitation = invited(admin);
        String code = mailed(admin, invitation);
        assertThat(
                        anybody.post(
                                        "/api/v1/invitations/acceptance",
                                        body("code", code, "name", "A", "password", AGENT_PASSWORD))
                                .status())
                .isEqualTo(204);
        ApiClient agent = in(signIn(AGENT, AGENT_PASSWORD));
        assertMayWhatTheTableSays(agent);

        assertLetGo(admin, agent);
        assertThat(admin.get("/api/v1/audit-log").body().toString())
                .contains("POST /api/v1/invitations", "DELETE /api/v1/members/{accountId}");
        assertThat(process.toString())
                .doesNotContain(first.adminPassword(), ADMIN_PASSWORD, AGENT_PASSWORD, code);
    }

    private ApiClient withNewPassword(FirstRun first) {
        Answer answer = signIn(first.adminEmail(), first.adminPassword());
        assertThat(answer.body().path("next").asString()).isEqualTo("new_password");
        assertThat(answer.body().hasNonNull("session")).as("a ticket is no session").isFalse();
        String ticket = answer.body().path("ticket").asString();
        assertThat(newPassword(ticket, "password1234").status()).isEqualTo(400);
        assertThat(newPassword(ticket, first.adminPassword()).status()).isEqualTo(400);
        Answer done = newPassword(ticket, ADMIN_PASSWORD);

        assertThat(signIn(first.adminEmail(), first.adminPassword()).status()).isEqualTo(401);
        return in(done);
    }

    private Answer newPassword(String ticket, String password) {
        return anybody.post(
                "/api/v1/session/new-password", body("ticket", ticket, "password", password));
    }

    private static Authenticator enrolled(ApiClient admin) {
        Answer begun = admin.post("/api/v1/account/totp", body());
        Authenticator app = new Authenticator(begun.body().path("secret").asString());
        assertThat(begun.body().path("uri").asString()).startsWith("otpauth://totp/");
        Answer confirmed =
                admin.post("/api/v1/account/totp/confirmation", body("code", app.code(-1)));
        assertThat(confirmed.body().path("recoveryCodes")).hasSize(10);
        return app;
    }

    private ApiClient withSecondFactor(String email, Authenticator app) {
        String ticket = ticket(email);
        assertThat(secondFactor(ticket, "000000").status()).isEqualTo(401);
        String code = app.code(0);
        ApiClient admin = in(secondFactor(ticket, code));

        assertThat(secondFactor(ticket(email), code).status()).as("it worked once").isEqualTo(401);
        return admin;
    }

    private String ticket(String email) {
        Answer answer = signIn(email, ADMIN_PASSWORD);
        assertThat(answer.body().path("next").asString()).isEqualTo("second_factor");
        return answer.body().path("ticket").asString();
    }

    private Answer secondFactor(String ticket, String code) {
        return anybody.post("/api/v1/session/second-factor", body("ticket", ticket, "code", code));
    }

    private static String invited(ApiClient admin) {
        Answer answer = admin.post("/api/v1/invitations", body("email", AGENT, "role", "agent"));
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    /** The mail is seen by who invited, and in the mailbox of the machine; by nobody else. */
    private String mailed(ApiClient admin, String invitation) throws IOException {
        JsonNode mail = admin.get("/api/v1/invitations/" + invitation + "/mail").body();
        assertThat(mail.path("to").asString()).isEqualTo(AGENT);
        Path key = data.resolve("mailbox.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Answer mailbox =
                anybody.call(
                        "GET",
                        "/api/v1/mailbox",
                        "",
                        "X-Mailbox-Key",
                        Files.readString(key).strip());
        assertThat(mailbox.body().path("mails").path(0).path("text")).isEqualTo(mail.path("text"));
        assertThat(anybody.get("/api/v1/mailbox").status()).isEqualTo(404);
        assertThat(anybody.get("/api/v1/invitations/" + invitation + "/mail").status())
                .isEqualTo(401);
        return mail.path("text").asString().replaceAll("(?s).*#code=(\\S+).*", "$1");
    }

    /** Every endpoint of the agreed table but those of everybody and of one's own account. */
    private static void assertMayWhatTheTableSays(ApiClient agent) throws IOException {
        int allowed = 0;
        int refused = 0;
        for (String row : table()) {
            String[] call = row.substring(0, row.indexOf(" | ")).split(" ");
            String who = row.substring(row.indexOf(" | ") + 3);
            if (who.equals("everybody") || who.startsWith("own_account")) {
                continue;
            }
            String path = call[1].replaceAll("\\{[^}]+}", "1");
            int status = agent.call(call[0], path, call[0].equals("GET") ? "" : "{}").status();
            if (List.of(who.split("[: ]+")).contains("agent")) {
                assertThat(status).as(row).isNotIn(401, 403, 500);
                allowed++;
            } else {
                assertThat(status).as(row).isIn(403, 415);
                refused++;
            }
        }
        assertThat(allowed).isGreaterThan(5);
        assertThat(refused).isGreaterThan(50);
    }

    private static List<String> table() throws IOException {
        return Files.readAllLines(
                SourceTree.root().resolve("control/src/test/resources/role-matrix.txt"));
    }

    private static void assertLetGo(ApiClient admin, ApiClient agent) {
        String account = agent.get("/api/v1/session").body().path("account").asString();
        assertThat(admin.delete("/api/v1/members/" + account).status()).isEqualTo(204);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(agent.get("/api/v1/members").status()).isIn(401, 403));
    }

    private Answer signIn(String email, String password) {
        return anybody.post("/api/v1/session", body("email", email, "password", password));
    }

    private ApiClient in(Answer done) {
        assertThat(done.status()).as(done.toString()).isEqualTo(201);
        URI gateway = process.gateway();
        return new ApiClient(gateway, done.body().path("session").path("accessToken").asString());
    }

    private static JsonNode body(String... pairs) {
        var body = JsonMapper.shared().createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            body.put(pairs[i], pairs[i + 1]);
        }
        return body;
    }
}
