package dev.repartee.control.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.session.Guest.Answer;
import dev.repartee.identity.account.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Signing in over HTTP, as it is meant to go. */
@ExtendWith(Lobby.Shared.class)
class SignInFlowTest {

    private static Lobby lobby;

    @BeforeAll
    static void enter(Lobby shared) {
        lobby = shared;
    }

    @Test
    void aPasswordThatSomebodyElseChoseIsReplacedBeforeAnythingElse() {
        Account account = lobby.newcomer("chosen by somebody else");
        Guest guest = lobby.guest();
        Answer begun =
                guest.post("/session", Lobby.credentials(account, "chosen by somebody else"));

        assertThat(begun.text("/next")).isEqualTo("new_password");
        assertThat(begun.body().hasNonNull("session")).isFalse();
        Map<String, String> own = Map.of("ticket", begun.text("/ticket"), "password", Lobby.GOOD);
        Answer in = guest.post("/session/new-password", own);

        assertThat(in.status()).isEqualTo(201);
        assertThat(guest.bearing(in).get("/session").text("/email"))
                .isEqualTo(account.email().value());
        assertThat(guest.post("/session/new-password", own).status()).isEqualTo(401);
        assertThat(lobby.signIn(guest, account).text("/next")).isEqualTo("done");
    }

    @Test
    void anAuthenticatorAppIsAskedForFromItsEnrolmentOn() {
        Account account = lobby.account();
        Guest guest = lobby.guest();
        AuthenticatorApp app = enrolled(guest, account, new ArrayList<>());

        Answer begun = lobby.signIn(guest, account);
        assertThat(begun.text("/next")).isEqualTo("second_factor");
        assertThat(begun.body().get("factors").toString()).isEqualTo("[\"authenticator_app\"]");
        assertThat(code(guest, begun, "000000").status()).isEqualTo(401);
        lobby.clock.advance(Duration.ofSeconds(30));
        Answer in = code(guest, begun, app.code(lobby.clock.instant()));

        assertThat(in.status()).isEqualTo(201);
        assertThat(in.text("/session/role")).isEqualTo("owner");
        assertThat(lobby.subjectsOfMailsTo(account)).contains("How you sign in was changed");
    }

    @Test
    void aRecoveryCodeStandsInForTheAppOnce() {
        Account account = lobby.account();
        Guest guest = lobby.guest();
        List<String> codes = new ArrayList<>();
        enrolled(guest, account, codes);

        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(code(guest, lobby.signIn(guest, account), codes.getFirst()).status())
                .isEqualTo(201);
        assertThat(code(guest, lobby.signIn(guest, account), codes.getFirst()).status())
                .isEqualTo(401);
    }

    @Test
    void whatIsDangerousWantsAFreshProof() {
        Account account = lobby.account();
        Guest guest = lobby.guest();
        Guest in = guest.bearing(lobby.signIn(guest, account));
        lobby.clock.advance(Duration.ofMinutes(11));

        Answer late = in.put("/account/password", Map.of("password", "velvet canyon 31 teacup"));
        assertThat(late.status()).isEqualTo(403);
        assertThat(late.code()).isEqualTo("step_up_required");
        assertThat(in.post("/session/step-up", Map.of("password", "wrong")).status())
                .isEqualTo(403);
        assertThat(in.post("/session/step-up", Map.of("password", Lobby.GOOD)).status())
                .isEqualTo(204);
        assertThat(
                        in.put("/account/password", Map.of("password", "velvet canyon 31 teacup"))
                                .status())
                .isEqualTo(204);
        assertThat(lobby.signIn(guest, account).status()).isEqualTo(401);
    }

    @Test
    void withAnAppThePasswordProvesNothingAnew() {
        Account account = lobby.account();
        Guest guest = lobby.guest();
        Guest in = guest.bearing(lobby.signIn(guest, account));
        AuthenticatorApp app = enrolled(guest, account, new ArrayList<>());
        lobby.clock.advance(Duration.ofMinutes(11));

        assertThat(in.post("/session/step-up", Map.of("password", Lobby.GOOD)).status())
                .isEqualTo(403);
        assertThat(
                        in.post("/session/step-up", Map.of("code", app.code(lobby.clock.instant())))
                                .status())
                .isEqualTo(204);
        assertThat(in.delete("/account/totp").status()).isEqualTo(204);
        assertThat(lobby.signIn(guest, account).text("/next")).isEqualTo("done");
    }

    @Test
    void aRefreshTokenGivesTheNextPair() {
        Guest guest = lobby.guest();
        Answer in = lobby.signIn(guest, lobby.account());
        lobby.clock.advance(Duration.ofMinutes(16));

        assertThat(guest.bearing(in).get("/session").code()).isEqualTo("token_expired");
        Answer next =
                guest.post(
                        "/session/refresh",
                        Map.of("refreshToken", in.text("/session/refreshToken")));
        assertThat(next.status()).isEqualTo(200);
        assertThat(next.text("/login")).isEqualTo(in.text("/session/login"));
        assertThat(
                        guest.with("Authorization", "Bearer " + next.text("/accessToken"))
                                .get("/session")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void devicesAreListedAndEndedOneByOneOrAllOthersAtOnce() {
        Account account = lobby.account();
        Guest guest = lobby.guest();
        Answer laptop = lobby.signIn(guest.with("User-Agent", "laptop"), account);
        Answer phone = lobby.signIn(guest.with("User-Agent", "phone"), account);
        Answer tablet = lobby.signIn(guest.with("User-Agent", "tablet"), account);
        Guest here = guest.bearing(laptop);

        JsonNode devices = here.get("/account/sessions").body().get("sessions");
        assertThat(devices.valueStream().map(one -> one.get("device").asString()))
                .containsExactlyInAnyOrder("laptop", "phone", "tablet");
        assertThat(devices.valueStream().filter(one -> one.get("current").asBoolean())).hasSize(1);
        assertThat(here.delete("/account/sessions/" + phone.text("/session/login")).status())
                .isEqualTo(204);
        assertThat(guest.bearing(phone).get("/session").status()).isEqualTo(401);
        assertThat(guest.bearing(tablet).get("/session").status()).isEqualTo(200);
        assertThat(here.delete("/account/sessions").status()).isEqualTo(204);
        assertThat(guest.bearing(tablet).get("/session").status()).isEqualTo(401);
        assertThat(here.get("/session").status()).isEqualTo(200);
    }

    @Test
    void aBrowserHoldsACookieThatScriptsAndOtherSitesNeverSee() {
        Account account = lobby.account();
        Guest guest = lobby.guest();
        Answer in =
                guest.post(
                        "/session",
                        Map.of(
                                "email",
                                account.email().value(),
                                "password",
                                Lobby.GOOD,
                                "cookie",
                                true));
        String set = in.headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(set)
                .startsWith("__Host-repartee-session=rpc_")
                .contains("HttpOnly", "Secure", "SameSite=Strict", "Path=/")
                .doesNotContain("Domain");
        assertThat(in.body().get("session").hasNonNull("refreshToken")).isFalse();
        Guest browser = guest.with("Cookie", set.split(";")[0]);
        String csrf = browser.get("/session").text("/csrfToken");
        assertThat(csrf).isEqualTo(in.text("/session/csrfToken"));
        assertThat(browser.with("X-CSRF-Token", csrf).delete("/session").status()).isEqualTo(204);
        assertThat(browser.get("/session").status()).isEqualTo(401);
    }

    /** Signs in, enrols an app, and takes down the recovery codes. */
    private static AuthenticatorApp enrolled(Guest guest, Account account, List<String> codes) {
        Guest in = guest.bearing(lobby.signIn(guest, account));
        Answer enrolment = in.post("/account/totp", Map.of());
        assertThat(enrolment.text("/uri")).startsWith("otpauth://totp/Repartee%3A");
        AuthenticatorApp app = new AuthenticatorApp(enrolment.text("/secret"));
        Answer confirmed =
                in.post(
                        "/account/totp/confirmation",
                        Map.of("code", app.code(lobby.clock.instant())));
        assertThat(confirmed.status()).isEqualTo(200);
        confirmed.body().get("recoveryCodes").forEach(code -> codes.add(code.asString()));
        return app;
    }

    private static Answer code(Guest guest, Answer begun, String code) {
        return guest.post(
                "/session/second-factor", Map.of("ticket", begun.text("/ticket"), "code", code));
    }
}
