package dev.repartee.control.people;

import static dev.repartee.control.people.Premises.PASSWORD;
import static dev.repartee.control.people.Reception.address;
import static dev.repartee.control.people.Reception.body;
import static dev.repartee.control.people.Reception.invitation;
import static dev.repartee.control.people.Reception.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.people.Premises.Answer;
import dev.repartee.control.people.Premises.Person;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.selfservice.AccountsConfig.Registrations;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who does not come to a business, whatever they try. */
@ExtendWith(Reception.Shared.class)
class InvitationAttackTest {

    private static Reception reception;

    @BeforeAll
    static void enter(Reception shared) {
        reception = shared;
    }

    @Test
    void aMailThatWasPassedOnLetsNobodyElseIn() {
        String code = reception.code(reception.invited(address(), "admin"));

        assertThat(reception.joined(reception.agent.token(), code).status()).isEqualTo(404);
        assertThat(reception.joined(reception.rival.token(), code).status()).isEqualTo(404);
        assertThat(reception.accepted(code).status()).isEqualTo(204);
    }

    @Test
    void nobodyInvitesToMoreThanTheyMayNorReadsSuchAMail() {
        assertThat(
                        reception
                                .call(
                                        "POST",
                                        "/api/v1/invitations",
                                        reception.admin.token(),
                                        invitation(address(), "owner"))
                                .status())
                .isEqualTo(403);
        String id = reception.invited(reception.owner, address(), "owner");
        assertThat(attempts(reception.admin, id)).containsOnly(403);
    }

    @Test
    void anotherBusinessReachesNoInvitation() {
        String id = reception.invited(address(), "agent");
        assertThat(attempts(reception.rival, id)).containsOnly(404);
        assertThat(
                        reception
                                .call("GET", "/api/v1/invitations", reception.rival.token(), null)
                                .text())
                .doesNotContain(id);
    }

    @Test
    void readingALinkThatOpensADoorIsWrittenDown() {
        String id = reception.invited(address(), "agent");
        reception.call("GET", path(id) + "/mail", reception.admin.token(), null);

        assertThat(reception.lastEntry())
                .contains(
                        "GET /api/v1/invitations/{invitationId}/mail",
                        reception.admin.id().value());
    }

    @Test
    void anAddressIsNotBuriedInMails() {
        String id = reception.invited(address(), "agent");
        int sent = 1;
        while (reception.call("POST", path(id) + "/mail", reception.admin.token(), null).status()
                == 200) {
            sent++;
        }

        assertThat(sent).isEqualTo(5);
        assertThat(reception.call("POST", path(id) + "/mail", reception.admin.token(), null).code())
                .isEqualTo("rate_limited");
    }

    @Test
    void theNameOfABusinessMakesNoHeaderAndNoLine() {
        String text =
                reception
                        .call(
                                "GET",
                                path(reception.invited(address(), "agent")) + "/mail",
                                reception.admin.token(),
                                null)
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
                        invitation(reception.agent.email().value(), "agent"))) {
            assertThat(
                            reception
                                    .call(
                                            "POST",
                                            "/api/v1/invitations",
                                            reception.admin.token(),
                                            body)
                                    .status())
                    .as(body)
                    .isEqualTo(400);
        }
        for (String code : List.of("rpi_", "x".repeat(5_000), "' OR ''='")) {
            assertThat(reception.accepted(code).status()).as(code).isBetween(400, 404);
        }
    }

    @Test
    void aBodyThatNamesABusinessInvitesNobodyAnywhere() {
        String email = address();
        for (String field : List.of("tenant", "tenantId")) {
            Answer answer =
                    reception.call(
                            "POST",
                            "/api/v1/invitations",
                            reception.admin.token(),
                            body("email", email, "role", "agent", field, "rival"));
            assertThat(answer.code()).as(answer.text()).isEqualTo("invalid_field");
        }

        for (Person reader : List.of(reception.rival, reception.admin)) {
            assertThat(reception.call("GET", "/api/v1/invitations", reader.token(), null).text())
                    .doesNotContain(email);
        }
    }

    /** Else an administrator could make "verified" accounts of addresses that are others'. */
    @Test
    void anAddressIsVerifiedOnlyWhereMailsLeave() {
        for (boolean leaves : new boolean[] {true, false}) {
            String email = address();
            String code = reception.code(reception.invited(email, "agent"));
            reception
                    .premises
                    .joining(Registrations.INVITED, Clock.systemUTC(), leaves)
                    .withNewAccount(code, "N", PASSWORD);

            assertThat(
                            reception
                                            .premises
                                            .accounts
                                            .find(new EmailAddress(email))
                                            .orElseThrow()
                                            .verifiedAt()
                                    != null)
                    .isEqualTo(leaves);
        }
    }

    /** How reading a mail, sending it again and taking the invitation back are answered. */
    private static List<Integer> attempts(Person by, String id) {
        return Stream.of("GET /mail", "POST /mail", "DELETE ")
                .map(attempt -> attempt.split(" ", 2))
                .map(call -> reception.call(call[0], path(id) + call[1], by.token(), null).status())
                .toList();
    }
}
