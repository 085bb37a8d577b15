package dev.repartee.control.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.control.AccountParts;
import dev.repartee.identity.AccessTokens;
import dev.repartee.identity.Authentication.Authenticated;
import dev.repartee.identity.Authentication.Refused;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.selfservice.AccountsConfig;
import dev.repartee.identity.selfservice.SelfService;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.session.Place;
import dev.repartee.identity.session.Refreshed;
import dev.repartee.identity.signin.SignIn;
import dev.repartee.identity.signin.SignInOutcome;
import dev.repartee.mail.KeptMail;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way in, on a real database, with the good path and with those of attackers. */
class SignInTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final TenantId ACME = new TenantId("acme");
    private static final String GOOD = "gravel otter lamp 77 sunday";
    private static final Place HOME = new Place("10.0.0.1", "test");
    private static final Place ELSEWHERE = new Place("203.0.113.9", "test");

    private static AccountParts parts;
    private static AccessTokens tokens;
    private static Logins logins;
    private static SignIn signIn;

    @BeforeAll
    static void start(@TempDir Path folder) {
        parts = new AccountParts(folder, Clock.systemUTC(), AccountsConfig.Registrations.OPEN);
        parts.tenants.save(new Tenant(ACME, "Acme", Set.of(), "US"));
        tokens = parts.tokens;
        logins = parts.logins;
        signIn = parts.signIn;
    }

    @AfterAll
    static void stop() {
        parts.close();
    }

    @Test
    void aPasswordThatSomebodyElseChoseHasToBeReplacedByAGoodOne() {
        Account account = account("first password", true);
        String ticket =
                ((SignInOutcome.NewPasswordNeeded) attempt(account, "first password", HOME))
                        .ticket()
                        .text();

        assertThatThrownBy(() -> signIn.withNewPassword(ticket, "password1234", HOME))
                .isInstanceOf(ReparteeException.class)
                .hasMessageNotContaining("password1234");
        var in = (SignInOutcome.SignedIn) signIn.withNewPassword(ticket, GOOD, HOME);

        assertThat(tokens.verify(in.granted().access().text())).isInstanceOf(Authenticated.class);
        assertThat(signIn.withNewPassword(ticket, GOOD + "!", HOME))
                .isInstanceOf(SignInOutcome.Refused.class);
    }

    @Test
    void aRefreshTokenThatComesTwiceEndsItsWholeFamily() {
        var in = (SignInOutcome.SignedIn) attempt(account(GOOD, false), GOOD, HOME);
        String first = in.granted().secret().text();
        var renewed = (Refreshed.Renewed) logins.refresh(first);

        assertThat(logins.refresh(first)).isInstanceOf(Refreshed.Reused.class);
        assertThat(logins.refresh(renewed.granted().secret().text()))
                .isInstanceOf(Refreshed.Refused.class);
        assertThat(tokens.verify(renewed.granted().access().text())).isInstanceOf(Refused.class);
    }

    @Test
    void anAddressWithoutAnAccountIsRefusedLikeAWrongPassword() {
        Account account = account(GOOD, false);

        assertThat(attempt(account, "wrong", HOME))
                .isEqualTo(
                        signIn.withPassword(
                                new EmailAddress("nobody@acme.example"), "wrong", at(HOME)));
    }

    @Test
    void whoGuessesFromElsewhereIsHeldOffAndTheOwnerIsNot() {
        Account account = account(GOOD, false);
        for (int i = 0; i < 5; i++) {
            attempt(account, "guess " + i, ELSEWHERE);
        }

        assertThat(attempt(account, GOOD, ELSEWHERE)).isInstanceOf(SignInOutcome.TooMany.class);
        assertThat(attempt(account, GOOD, HOME)).isInstanceOf(SignInOutcome.SignedIn.class);
    }

    @Test
    void aResetWorksOnceAndSignsEveryDeviceOut() {
        Account account = account(GOOD, false);
        var in = (SignInOutcome.SignedIn) attempt(account, GOOD, HOME);
        parts.selfService.forgot(account.email());
        String code = code(account.email());

        assertThat(parts.selfService.reset(code, "velvet canyon 31 teacup", HOME.address()))
                .isTrue();
        assertThat(parts.selfService.reset(code, "velvet canyon 32 teacup", HOME.address()))
                .isFalse();
        assertThat(tokens.verify(in.granted().access().text())).isInstanceOf(Refused.class);
        assertThat(attempt(account, GOOD, HOME)).isInstanceOf(SignInOutcome.Refused.class);
    }

    @Test
    void anAccountIsMadeOnlyWhenItsAddressWasShownToBeTheirs() {
        EmailAddress email = new EmailAddress(UUID.randomUUID() + "@new.example");
        parts.selfService.register(new SelfService.Applicant(email, "New", GOOD, "New Ltd"));
        String code = code(email);

        assertThat(parts.accounts.find(email)).isEmpty();
        assertThat(parts.selfService.verify(code)).isPresent();
        assertThat(parts.selfService.verify(code)).isEmpty();
        assertThat(signIn.withPassword(email, GOOD, at(HOME)))
                .isInstanceOf(SignInOutcome.SignedIn.class);
    }

    private static String code(EmailAddress email) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () ->
                                parts.office.kept(100).stream()
                                        .map(KeptMail::mail)
                                        .filter(mail -> mail.to().equals(email.value()))
                                        .filter(mail -> mail.text().contains("#code="))
                                        .map(
                                                mail ->
                                                        mail.text()
                                                                .replaceAll(
                                                                        "(?s).*#code=(\\S+).*",
                                                                        "$1"))
                                        .findFirst()
                                        .orElse(""),
                        found -> !found.isEmpty());
    }

    private static SignInOutcome attempt(Account account, String password, Place place) {
        return signIn.withPassword(account.email(), password, at(place));
    }

    private static SignIn.Visitor at(Place place) {
        return new SignIn.Visitor(null, place, false);
    }

    private static Account account(String password, boolean mustChange) {
        Account made =
                parts.accounts
                        .create(
                                new Accounts.Draft(
                                        new EmailAddress(UUID.randomUUID() + "@acme.example"),
                                        "Somebody",
                                        parts.hasher.hash(password),
                                        mustChange,
                                        true))
                        .orElseThrow();
        parts.memberships.put(made.id(), new Membership(ACME, Role.OWNER.id()));
        return made;
    }
}
