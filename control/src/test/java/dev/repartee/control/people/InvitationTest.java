package dev.repartee.control.people;

import static dev.repartee.control.people.Premises.ACME;
import static dev.repartee.control.people.Premises.PASSWORD;
import static dev.repartee.control.people.Premises.RIVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ReparteeException;
import dev.repartee.control.people.Premises.Answer;
import dev.repartee.control.people.Premises.Person;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.selfservice.AccountsConfig.Registrations;
import dev.repartee.identity.tenancy.Invitations;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** How people come to a business, and who can't. */
class InvitationTest {

    private static Premises premises;
    private static Person owner;
    private static Person admin;
    private static Person agent;
    private static Person rival;

    @BeforeAll
    static void open(@TempDir Path folder) {
        premises = new Premises(folder);
        owner = premises.person(ACME, Role.OWNER);
        admin = premises.person(ACME, Role.ADMIN);
        agent = premises.person(ACME, Role.AGENT);
        rival = premises.person(RIVAL, Role.OWNER);
    }

    @AfterAll
    static void close() {
        premises.close();
    }

    @Test
    void whoAcceptsIsAMemberWithTheRoleOfTheInvitation() {
        String email = address();
        String code = code(invited(email, "agent"));

        assertThat(accepted(code).status()).isEqualTo(204);
        String token = premises.signIn(new EmailAddress(email), ACME);
        assertThat(call("GET", "/api/v1/session", token, null).body().path("role").asString())
                .isEqualTo("agent");
        assertThat(call("GET", "/api/v1/members", token, null).text()).contains(email);
        assertThat(call("POST", "/api/v1/invitations", token, invitation(address(), "agent")))
                .extracting(Answer::status)
                .isEqualTo(403);
        assertThat(call("GET", "/api/v1/invitations", admin.token(), null).text())
                .doesNotContain(email);
        assertThat(call("GET", "/api/v1/audit-log?limit=1", admin.token(), null).text())
                .contains("POST /api/v1/invitations", "account:");
    }

    @Test
    void anInvitationIsAcceptedOnceHoweverManyTry() throws Exception {
        String code = code(invited(address(), "analyst"));

        assertThat(together(() -> accepted(code).status())).containsOnlyOnce(204);
        assertThat(accepted(code).code()).isEqualTo("not_found");
    }

    @Test
    void aWeakPasswordLeavesTheInvitationOpen() {
        String code = code(invited(address(), "agent"));
        Answer weak =
                call(
                        "POST",
                        "/api/v1/invitations/acceptance",
                        null,
                        body("code", code, "name", "N", "password", "password1234"));

        assertThat(weak.code()).isEqualTo("invalid_field");
        assertThat(weak.text()).doesNotContain("password1234");
        assertThat(accepted(code).status()).isEqualTo(204);
    }

    @Test
    void whatWasTakenBackIsWorthNothing() {
        String id = invited(address(), "agent");
        String code = code(id);

        assertThat(call("DELETE", path(id), admin.token(), null).status()).isEqualTo(204);
        assertThat(accepted(code).status()).isEqualTo(404);
        assertThat(call("GET", path(id) + "/mail", admin.token(), null).status()).isEqualTo(404);
        assertThat(call("DELETE", path(id), admin.token(), null).status()).isEqualTo(404);
    }

    @Test
    void aMailThatIsSentAgainMakesTheOneBeforeWorthless() {
        String id = invited(address(), "agent");
        String first = code(id);

        assertThat(call("POST", path(id) + "/mail", admin.token(), null).status()).isEqualTo(200);
        assertThat(accepted(first).status()).isEqualTo(404);
        assertThat(accepted(code(id)).status()).isEqualTo(204);
        assertThat(call("POST", path(id) + "/mail", admin.token(), null).status()).isEqualTo(404);
    }

    @Test
    void afterAWeekItIsTooLate() {
        String email = address();
        Invitations earlier =
                new Invitations(
                        premises.database,
                        premises.memberships,
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(-8)));
        Invitations.Issued issued =
                earlier.invite(ACME, new EmailAddress(email), Role.AGENT.id(), "account:x");

        assertThat(accepted(issued.secret().text()).status()).isEqualTo(404);
        assertThat(call("GET", "/api/v1/invitations", admin.token(), null).text())
                .doesNotContain(email);
    }

    @Test
    void whoHasAnAccountSignsInToAccept() {
        String code = code(invited(rival.email().value(), "developer"));

        assertThat(accepted(code).code()).isEqualTo("invalid_field");
        assertThat(joined(rival.token(), code).status()).isEqualTo(204);
        assertThat(
                        call("GET", "/api/v1/session", premises.signIn(rival.email(), ACME), null)
                                .body()
                                .path("role")
                                .asString())
                .isEqualTo("developer");
        assertThat(call("GET", "/api/v1/audit-log?limit=1", admin.token(), null).text())
                .as("in the log of the business that they joined")
                .contains("POST /api/v1/invitations/membership", rival.id().value());
    }

    @Test
    void aMailThatWasPassedOnLetsNobodyElseIn() {
        String code = code(invited(address(), "admin"));

        assertThat(joined(agent.token(), code).status()).isEqualTo(404);
        assertThat(joined(rival.token(), code).status()).isEqualTo(404);
        assertThat(accepted(code).status()).isEqualTo(204);
    }

    @Test
    void nobodyInvitesToMoreThanTheyMayNorReadsSuchAMail() {
        assertThat(
                        call(
                                        "POST",
                                        "/api/v1/invitations",
                                        admin.token(),
                                        invitation(address(), "owner"))
                                .status())
                .isEqualTo(403);
        String id = invited(owner, address(), "owner");
        for (String[] attempt :
                new String[][] {{"GET", "/mail"}, {"POST", "/mail"}, {"DELETE", ""}}) {
            assertThat(call(attempt[0], path(id) + attempt[1], admin.token(), null).status())
                    .as(attempt[0])
                    .isEqualTo(403);
        }
    }

    @Test
    void anotherBusinessReachesNoInvitation() {
        String id = invited(address(), "agent");
        for (String[] attempt :
                new String[][] {{"GET", "/mail"}, {"POST", "/mail"}, {"DELETE", ""}}) {
            assertThat(call(attempt[0], path(id) + attempt[1], rival.token(), null).status())
                    .as(attempt[0])
                    .isEqualTo(404);
        }
        assertThat(call("GET", "/api/v1/invitations", rival.token(), null).text())
                .doesNotContain(id);
    }

    @Test
    void readingALinkThatOpensADoorIsWrittenDown() {
        String id = invited(address(), "agent");
        call("GET", path(id) + "/mail", admin.token(), null);

        assertThat(call("GET", "/api/v1/audit-log?limit=1", admin.token(), null).text())
                .contains("GET /api/v1/invitations/{invitationId}/mail", admin.id().value());
    }

    @Test
    void anAddressIsNotBuriedInMails() {
        String id = invited(address(), "agent");
        int sent = 1;
        while (call("POST", path(id) + "/mail", admin.token(), null).status() == 200) {
            sent++;
        }

        assertThat(sent).isEqualTo(5);
        assertThat(call("POST", path(id) + "/mail", admin.token(), null).code())
                .isEqualTo("rate_limited");
    }

    @Test
    void theNameOfABusinessMakesNoHeaderAndNoLine() {
        String text =
                call("GET", path(invited(address(), "agent")) + "/mail", admin.token(), null)
                        .body()
                        .path("subject")
                        .asString();
        assertThat(text).isEqualTo("You are invited to join Acme & Sons");
    }

    @Test
    void whatIsNoInvitationIsRefused() {
        for (String body :
                List.of(
                        "{}",
                        "{\"email\":\"nobody\",\"role\":\"agent\"}",
                        "{\"email\":\"a@b.example\",\"role\":\"nothing\"}",
                        "{\"email\":\"a@b.example\",\"role\":\"operator\"}",
                        "{\"email\":\"a@b.example\",\"role\":\"end_user\"}",
                        invitation(agent.email().value(), "agent"))) {
            assertThat(call("POST", "/api/v1/invitations", admin.token(), body).status())
                    .as(body)
                    .isEqualTo(400);
        }
        for (String code : List.of("rpi_", "x".repeat(5_000), "' OR ''='")) {
            assertThat(accepted(code).status()).as(code).isBetween(400, 404);
        }
    }

    @Test
    void theBusinessIsTheCallersWhateverTheBodySays() {
        String email = address();
        var body = JsonMapper.shared().createObjectNode().put("email", email).put("role", "agent");
        body.put("tenant", "rival").put("tenantId", "rival");
        Answer refused = call("POST", "/api/v1/invitations", admin.token(), body.toString());

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        for (Person person : List.of(rival, admin)) {
            assertThat(call("GET", "/api/v1/invitations", person.token(), null).text())
                    .doesNotContain(email);
        }
    }

    @ParameterizedTest
    @EnumSource(Registrations.class)
    void registrationSaysWhoMayJoin(Registrations registration) {
        String code = code(invited(address(), "agent"));
        if (registration == Registrations.OFF) {
            assertThatThrownBy(premises.joining(registration)::checkOpen)
                    .isInstanceOf(ReparteeException.class)
                    .hasMessageContaining("accounts.registration");
            assertThatThrownBy(
                            () ->
                                    premises.joining(registration)
                                            .withNewAccount(code, "N", PASSWORD))
                    .isInstanceOf(ReparteeException.class);
        } else {
            premises.joining(registration).withNewAccount(code, "N", PASSWORD);
        }
    }

    @Test
    void whereOnlyTheInvitedJoinNobodyRegisters() {
        String body =
                body("email", address(), "name", "N", "password", PASSWORD, "business", "Mine");
        assertThat(call("POST", "/api/v1/registrations", null, body).code()).isEqualTo("forbidden");
    }

    /** Else an administrator could make "verified" accounts of addresses that are others'. */
    @Test
    void anAddressIsVerifiedOnlyWhereMailsLeave() {
        for (boolean leaves : new boolean[] {true, false}) {
            String email = address();
            String code = code(invited(email, "agent"));
            premises.joining(Registrations.INVITED, Clock.systemUTC(), leaves)
                    .withNewAccount(code, "N", PASSWORD);

            assertThat(
                            premises.accounts
                                            .find(new EmailAddress(email))
                                            .orElseThrow()
                                            .verifiedAt()
                                    != null)
                    .isEqualTo(leaves);
        }
    }

    @Test
    void aRoleOfOnesOwnMayWhatItSaysAndNothingElse() {
        Answer made =
                call(
                        "PUT",
                        "/api/v1/roles/greeter",
                        admin.token(),
                        "{\"name\":\"Greeter\",\"permissions\":[\"members_read\"]}");
        assertThat(made.status()).isEqualTo(200);
        String email = address();
        accepted(code(invited(email, "greeter")));
        String token = premises.signIn(new EmailAddress(email), ACME);

        assertThat(call("GET", "/api/v1/members", token, null).status()).isEqualTo(200);
        assertThat(call("GET", "/api/v1/account", token, null).status()).isEqualTo(200);
        assertThat(call("GET", "/api/v1/roles", token, null).status()).isEqualTo(403);
        assertThat(call("GET", "/api/v1/assistants", token, null).status()).isEqualTo(403);
        assertThat(call("DELETE", "/api/v1/roles/greeter", admin.token(), null).status())
                .isEqualTo(204);
        assertThat(call("GET", "/api/v1/members", token, null).status()).isEqualTo(403);
    }

    private static List<Integer> together(Callable<Integer> attempt) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(java.util.Collections.nCopies(4, attempt)).stream()
                    .map(future -> future.resultNow())
                    .toList();
        }
    }

    private static String invited(String email, String role) {
        return invited(admin, email, role);
    }

    private static String invited(Person by, String email, String role) {
        Answer answer = call("POST", "/api/v1/invitations", by.token(), invitation(email, role));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    private static String code(String id) {
        return call("GET", path(id) + "/mail", owner.token(), null)
                .body()
                .path("text")
                .asString()
                .replaceAll("(?s).*#code=(\\S+).*", "$1");
    }

    private static Answer accepted(String code) {
        return call(
                "POST",
                "/api/v1/invitations/acceptance",
                null,
                body("code", code, "name", "New One", "password", PASSWORD));
    }

    private static Answer joined(String token, String code) {
        return call("POST", "/api/v1/invitations/membership", token, body("code", code));
    }

    private static String invitation(String email, String role) {
        return body("email", email, "role", role);
    }

    private static String body(String... pairs) {
        var body = JsonMapper.shared().createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            body.put(pairs[i], pairs[i + 1]);
        }
        return body.toString();
    }

    private static String path(String id) {
        return "/api/v1/invitations/" + id;
    }

    private static String address() {
        return UUID.randomUUID() + "@new.example";
    }

    private static Answer call(
            String method,
            String path,
            @org.jspecify.annotations.Nullable String token,
            @org.jspecify.annotations.Nullable String body) {
        return premises.call(method, path, token, body);
    }
}
