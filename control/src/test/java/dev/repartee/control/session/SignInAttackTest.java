package dev.repartee.control.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.control.session.Guest.Answer;
import dev.repartee.identity.account.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What attackers try where people sign in, over HTTP. */
@ExtendWith(Lobby.Shared.class)
class SignInAttackTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static Lobby lobby;

    private final Guest guest = lobby.guest();
    private final Account account = lobby.account();

    @BeforeAll
    static void enter(Lobby shared) {
        lobby = shared;
    }

    @Test
    void aStolenRefreshTokenEndsTheLoginForThiefAndOwner() {
        Answer in = lobby.signIn(guest, account);
        Map<String, String> first = Map.of("refreshToken", in.text("/session/refreshToken"));
        Answer next = lobby.guest().post("/session/refresh", first);
        assertThat(next.status()).isEqualTo(200);

        assertThat(guest.post("/session/refresh", first).status()).isEqualTo(401);
        Map<String, String> second = Map.of("refreshToken", next.text("/refreshToken"));
        assertThat(guest.post("/session/refresh", second).status()).isEqualTo(401);
        assertThat(
                        guest.with("Authorization", "Bearer " + next.text("/accessToken"))
                                .get("/session")
                                .status())
                .isEqualTo(401);
        assertThat(guest.bearing(in).get("/session").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rpr_", "rpr_AAAA", "rpc_AAAA", "null", "../../etc/passwd"})
    void whatIsNoRefreshTokenIsRefused(String token) {
        assertThat(guest.post("/session/refresh", Map.of("refreshToken", token)).status())
                .isBetween(400, 401);
    }

    @Test
    void aCookieThatAnAttackerPlantedIsNeverTheOneThatIsSignedIn() {
        String planted = "__Host-repartee-session=rpc_" + "A".repeat(43);
        Guest browser = guest.with("Cookie", planted);
        Answer in = browser.post("/session", withCookie());

        assertThat(in.status()).isEqualTo(201);
        assertThat(in.headers().firstValue("Set-Cookie").orElseThrow()).doesNotContain(planted);
        assertThat(browser.get("/session").status()).isEqualTo(401);
    }

    @Test
    void everySignInHasASecretOfItsOwnAndAnOldOneKeepsItsAccount() {
        Guest attacker = cookied(guest.post("/session", withCookie()));
        Account victim = lobby.account();
        Answer in =
                attacker.post(
                        "/session",
                        Map.of(
                                "email",
                                victim.email().value(),
                                "password",
                                Lobby.GOOD,
                                "cookie",
                                true));

        assertThat(cookied(in).get("/session").text("/email")).isEqualTo(victim.email().value());
        assertThat(attacker.get("/session").text("/email")).isEqualTo(account.email().value());
    }

    @Test
    void aForeignPageCanNotActByTheCookie() {
        Answer in = guest.post("/session", withCookie());
        Guest browser = cookied(in);
        Map<String, String> password = Map.of("password", "velvet canyon 31 teacup");

        assertThat(browser.put("/account/password", password).status()).isEqualTo(403);
        assertThat(
                        browser.with("X-CSRF-Token", "guessed")
                                .put("/account/password", password)
                                .status())
                .isEqualTo(403);
        String neighbours = guest.post("/session", withCookie()).text("/session/csrfToken");
        assertThat(
                        browser.with("X-CSRF-Token", neighbours)
                                .put("/account/password", password)
                                .status())
                .isEqualTo(403);
        assertThat(browser.delete("/session").status()).isEqualTo(403);
        assertThat(browser.get("/session").status()).isEqualTo(200);
        assertThat(
                        browser.with("X-CSRF-Token", in.text("/session/csrfToken"))
                                .put("/account/password", password)
                                .status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/session",
                "/session/second-factor",
                "/session/new-password",
                "/session/refresh",
                "/session/passkey",
                "/session/passkey/options",
                "/registrations",
                "/password-resets",
                "/password-resets/completion"
            })
    void aFormOfAForeignPageIsNoSignIn(String path) {
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            assertThat(guest.send("POST", path, "{\"email\":\"a@b.example\"}", type).status())
                    .as(type)
                    .isEqualTo(415);
        }
    }

    @Test
    void aCookieThatIsTooOldKeepsNobodyFromSigningIn() {
        Guest in = guest.bearing(lobby.signIn(guest, account));
        AuthenticatorApp app =
                new AuthenticatorApp(in.post("/account/totp", Map.of()).text("/secret"));
        in.post("/account/totp/confirmation", Map.of("code", app.code(lobby.clock.instant())));
        lobby.clock.advance(Duration.ofSeconds(30));
        Guest stale = guest.with("Cookie", "__Host-repartee-session=rpc_" + "A".repeat(43));

        Answer begun = stale.post("/session", withCookie());
        Answer done =
                stale.post(
                        "/session/second-factor",
                        Map.of(
                                "ticket",
                                begun.text("/ticket"),
                                "code",
                                app.code(lobby.clock.instant())));
        assertThat(done.status()).isEqualTo(201);
    }

    @Test
    void aCodeThatWasSeenOverTheShoulderIsWorthNothing() {
        Guest in = guest.bearing(lobby.signIn(guest, account));
        AuthenticatorApp app =
                new AuthenticatorApp(in.post("/account/totp", Map.of()).text("/secret"));
        String first = app.code(lobby.clock.instant());
        in.post("/account/totp/confirmation", Map.of("code", first));

        assertThat(withCode(first).status()).isEqualTo(401);
        lobby.clock.advance(Duration.ofSeconds(30));
        String second = app.code(lobby.clock.instant());
        assertThat(withCode(second).status()).isEqualTo(201);
        assertThat(withCode(second).status()).isEqualTo(401);
        assertThat(withCode(first).status()).isEqualTo(401);
        assertThat(in.post("/session/step-up", Map.of("code", second)).status()).isEqualTo(403);
    }

    @Test
    void aTicketIsNoWayAroundItsStep() {
        Account newcomer = lobby.newcomer("chosen by somebody else");
        String ticket =
                guest.post("/session", Lobby.credentials(newcomer, "chosen by somebody else"))
                        .text("/ticket");

        assertThat(
                        guest.post(
                                        "/session/second-factor",
                                        Map.of("ticket", ticket, "code", "000000"))
                                .status())
                .isEqualTo(401);
        assertThat(guest.post("/session/passkey/options", Map.of("ticket", ticket)).status())
                .isEqualTo(401);
        assertThat(guest.with("Authorization", "Bearer " + ticket).get("/session").status())
                .isEqualTo(401);
    }

    @Test
    void whoGuessesWaitsLongerAndLongerAndTheOwnerNever() {
        lobby.signIn(guest, account);
        Guest guesser = lobby.guest();
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Answer answer = wrong(guesser, account.email().value());
            while (answer.status() == 429) {
                long pause = answer.headers().firstValueAsLong("Retry-After").orElseThrow();
                pauses.add(pause);
                assertThat(lobby.signIn(guesser, account).status()).isEqualTo(429);
                assertThat(lobby.signIn(guest, account).status()).isEqualTo(201);
                lobby.clock.advance(Duration.ofSeconds(pause));
                answer = wrong(guesser, account.email().value());
            }
            assertThat(answer.status()).isEqualTo(401);
        }
        assertThat(pauses).containsExactly(31L, 61L, 121L);
    }

    @Test
    void aThousandAddressesDoNotLockOutAPlaceThatIsKnownOrMadeKnownByMail() {
        lobby.signIn(guest, account);
        for (int i = 0; i < 99; i++) {
            lobby.throttle.failed(account.email(), Optional.of(account.id()), "10.9.9." + i);
        }

        assertThat(wrong(lobby.guest(), account.email().value()).status()).isEqualTo(401);
        assertThat(lobby.signIn(lobby.guest(), account).status()).isEqualTo(429);
        assertThat(lobby.signIn(guest, account).status()).isEqualTo(201);
    }

    @Test
    void anAddressWithoutAnAccountIsAnsweredLikeOneWith() {
        String nobody = UUID.randomUUID() + "@acme.example";
        Guest one = lobby.guest();
        Guest other = lobby.guest();
        for (int i = 0; i < 7; i++) {
            assertSame(wrong(one, account.email().value()), wrong(other, nobody));
        }
        assertSame(
                guest.post("/registrations", application(account.email().value())),
                guest.post("/registrations", application(nobody)));
        assertSame(
                guest.post("/password-resets", Map.of("email", account.email().value())),
                guest.post("/password-resets", Map.of("email", nobody)));
        assertSame(
                guest.post("/session/passkey/options", Map.of("ticket", "rpt_AAAA")),
                guest.post("/session/passkey/options", Map.of("ticket", "rpt_BBBB")));
    }

    @Test
    void nobodyFloodsSomebodysMailbox() {
        for (int i = 0; i < 20; i++) {
            lobby.guest().post("/password-resets", Map.of("email", account.email().value()));
        }
        Account last = lobby.account();
        guest.post("/password-resets", Map.of("email", last.email().value()));

        await().atMost(PATIENCE).until(() -> !lobby.subjectsOfMailsTo(last).isEmpty());
        assertThat(lobby.subjectsOfMailsTo(account)).hasSize(5);
    }

    @Test
    void theTimeOfAnAnswerDoesNotTellWhetherThereIsAnAccount() {
        Timings signIn = new Timings();
        assertThat(
                        signIn.tellApart(
                                () -> wrong(lobby.guest(), account.email().value()),
                                () -> wrong(lobby.guest(), UUID.randomUUID() + "@acme.example")))
                .isFalse();
        assertThat(
                        signIn.tellApart(
                                () ->
                                        guest.post(
                                                "/password-resets",
                                                Map.of("email", account.email().value())),
                                () ->
                                        guest.post(
                                                "/password-resets",
                                                Map.of(
                                                        "email",
                                                        UUID.randomUUID() + "@acme.example"))))
                .isFalse();
    }

    private static Map<String, String> application(String email) {
        return Map.of("email", email, "name", "New", "password", Lobby.GOOD, "business", "New Ltd");
    }

    private static void assertSame(Answer one, Answer other) {
        assertThat(one.status()).isEqualTo(other.status());
        assertThat(one.body()).isEqualTo(other.body());
        assertThat(names(one)).isEqualTo(names(other));
    }

    /** Without the one about the connection, which a server closes after a hundred requests. */
    private static Set<String> names(Answer answer) {
        Set<String> names = new TreeSet<>(answer.headers().map().keySet());
        names.remove("connection");
        return names;
    }

    private static Answer wrong(Guest from, String email) {
        return from.post("/session", Map.of("email", email, "password", "wrong"));
    }

    private Answer withCode(String code) {
        String ticket = lobby.signIn(guest, account).text("/ticket");
        return guest.post("/session/second-factor", Map.of("ticket", ticket, "code", code));
    }

    private Map<String, Object> withCookie() {
        return Map.of("email", account.email().value(), "password", Lobby.GOOD, "cookie", true);
    }

    private Guest cookied(Answer in) {
        return guest.with(
                "Cookie", in.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0]);
    }
}
