package dev.repartee.control.people;

import static dev.repartee.control.people.Premises.ACME;
import static dev.repartee.control.people.Premises.PASSWORD;
import static dev.repartee.control.people.Reception.address;
import static dev.repartee.control.people.Reception.body;
import static dev.repartee.control.people.Reception.invitation;
import static dev.repartee.control.people.Reception.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ReparteeException;
import dev.repartee.control.people.Premises.Answer;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.selfservice.AccountsConfig.Registrations;
import dev.repartee.identity.tenancy.Invitations;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How people come to a business. */
@ExtendWith(Reception.Shared.class)
class InvitationTest {

    private static Reception reception;

    @BeforeAll
    static void enter(Reception shared) {
        reception = shared;
    }

    @Test
    void whoAcceptsIsAMemberWithTheRoleOfTheInvitation() {
        String email = address();
        String code = reception.code(reception.invited(email, "agent"));

        assertThat(reception.accepted(code).status()).isEqualTo(204);
        String token = reception.premises.signIn(new EmailAddress(email), ACME);
        assertThat(
                        reception
                                .call("GET", "/api/v1/session", token, null)
                                .body()
                                .path("role")
                                .asString())
                .isEqualTo("agent");
        assertThat(reception.call("GET", "/api/v1/members", token, null).text()).contains(email);
        assertThat(
                        reception.call(
                                "POST",
                                "/api/v1/invitations",
                                token,
                                invitation(address(), "agent")))
                .extracting(Answer::status)
                .isEqualTo(403);
        assertThat(
                        reception
                                .call("GET", "/api/v1/invitations", reception.admin.token(), null)
                                .text())
                .doesNotContain(email);
        assertThat(reception.lastEntry()).contains("POST /api/v1/invitations", "account:");
    }

    @Test
    void anInvitationIsAcceptedOnceHoweverManyTry() throws Exception {
        String code = reception.code(reception.invited(address(), "analyst"));

        assertThat(together(() -> reception.accepted(code).status())).containsOnlyOnce(204);
        assertThat(reception.accepted(code).code()).isEqualTo("not_found");
    }

    @Test
    void aWeakPasswordLeavesTheInvitationOpen() {
        String code = reception.code(reception.invited(address(), "agent"));
        Answer weak =
                reception.call(
                        "POST",
                        "/api/v1/invitations/acceptance",
                        null,
                        body("code", code, "name", "N", "password", "password1234"));

        assertThat(weak.code()).isEqualTo("invalid_field");
        assertThat(weak.text()).doesNotContain("password1234");
        assertThat(reception.accepted(code).status()).isEqualTo(204);
    }

    @Test
    void whatWasTakenBackIsWorthNothing() {
        String id = reception.invited(address(), "agent");
        String code = reception.code(id);

        assertThat(reception.call("DELETE", path(id), reception.admin.token(), null).status())
                .isEqualTo(204);
        assertThat(reception.accepted(code).status()).isEqualTo(404);
        assertThat(
                        reception
                                .call("GET", path(id) + "/mail", reception.admin.token(), null)
                                .status())
                .isEqualTo(404);
        assertThat(reception.call("DELETE", path(id), reception.admin.token(), null).status())
                .isEqualTo(404);
    }

    @Test
    void aMailThatIsSentAgainMakesTheOneBeforeWorthless() {
        String id = reception.invited(address(), "agent");
        String first = reception.code(id);

        assertThat(
                        reception
                                .call("POST", path(id) + "/mail", reception.admin.token(), null)
                                .status())
                .isEqualTo(200);
        assertThat(reception.accepted(first).status()).isEqualTo(404);
        assertThat(reception.accepted(reception.code(id)).status()).isEqualTo(204);
        assertThat(
                        reception
                                .call("POST", path(id) + "/mail", reception.admin.token(), null)
                                .status())
                .isEqualTo(404);
    }

    @Test
    void afterAWeekItIsTooLate() {
        String email = address();
        Invitations earlier =
                new Invitations(
                        reception.premises.database,
                        reception.premises.memberships,
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(-8)));
        Invitations.Issued issued =
                earlier.invite(ACME, new EmailAddress(email), Role.AGENT.id(), "account:x");

        assertThat(reception.accepted(issued.secret().text()).status()).isEqualTo(404);
        assertThat(
                        reception
                                .call("GET", "/api/v1/invitations", reception.admin.token(), null)
                                .text())
                .doesNotContain(email);
    }

    @Test
    void whoHasAnAccountSignsInToAccept() {
        String code =
                reception.code(reception.invited(reception.rival.email().value(), "developer"));

        assertThat(reception.accepted(code).code()).isEqualTo("invalid_field");
        assertThat(reception.joined(reception.rival.token(), code).status()).isEqualTo(204);
        assertThat(
                        reception
                                .call(
                                        "GET",
                                        "/api/v1/session",
                                        reception.premises.signIn(reception.rival.email(), ACME),
                                        null)
                                .body()
                                .path("role")
                                .asString())
                .isEqualTo("developer");
        assertThat(reception.lastEntry())
                .as("in the log of the business that they joined")
                .contains("POST /api/v1/invitations/membership", reception.rival.id().value());
    }

    @ParameterizedTest
    @EnumSource(Registrations.class)
    void registrationSaysWhoMayJoin(Registrations registration) {
        String code = reception.code(reception.invited(address(), "agent"));
        if (registration == Registrations.OFF) {
            assertThatThrownBy(reception.premises.joining(registration)::checkOpen)
                    .isInstanceOf(ReparteeException.class)
                    .hasMessageContaining("accounts.registration");
            assertThatThrownBy(
                            () ->
                                    reception
                                            .premises
                                            .joining(registration)
                                            .withNewAccount(code, "N", PASSWORD))
                    .isInstanceOf(ReparteeException.class);
        } else {
            reception.premises.joining(registration).withNewAccount(code, "N", PASSWORD);
        }
    }

    @Test
    void whereOnlyTheInvitedJoinNobodyRegisters() {
        String body =
                body("email", address(), "name", "N", "password", PASSWORD, "business", "Mine");
        assertThat(reception.call("POST", "/api/v1/registrations", null, body).code())
                .isEqualTo("forbidden");
    }

    @Test
    void aRoleOfOnesOwnMayWhatItSaysAndNothingElse() {
        Answer made =
                reception.call(
                        "PUT",
                        "/api/v1/roles/greeter",
                        reception.admin.token(),
                        "{\"name\":\"Greeter\",\"permissions\":[\"members_read\"]}");
        assertThat(made.status()).isEqualTo(200);
        String email = address();
        reception.accepted(reception.code(reception.invited(email, "greeter")));
        String token = reception.premises.signIn(new EmailAddress(email), ACME);

        assertThat(reception.call("GET", "/api/v1/members", token, null).status()).isEqualTo(200);
        assertThat(reception.call("GET", "/api/v1/account", token, null).status()).isEqualTo(200);
        assertThat(reception.call("GET", "/api/v1/roles", token, null).status()).isEqualTo(403);
        assertThat(reception.call("GET", "/api/v1/assistants", token, null).status())
                .isEqualTo(403);
        assertThat(
                        reception
                                .call(
                                        "DELETE",
                                        "/api/v1/roles/greeter",
                                        reception.admin.token(),
                                        null)
                                .status())
                .isEqualTo(204);
        assertThat(reception.call("GET", "/api/v1/members", token, null).status()).isEqualTo(403);
    }

    private static List<Integer> together(Callable<Integer> attempt) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(4, attempt)).stream()
                    .map(future -> future.resultNow())
                    .toList();
        }
    }
}
