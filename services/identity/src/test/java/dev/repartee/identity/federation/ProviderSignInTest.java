package dev.repartee.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.federation.FakeProvider.Person;
import dev.repartee.identity.federation.Flow.Aim;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.session.Method;
import dev.repartee.identity.signin.SignInOutcome;
import dev.repartee.identity.sso.TenantProvider;
import dev.repartee.identity.tenancy.Invitations;
import dev.repartee.mail.KeptMail;
import dev.repartee.mail.Mail;
import dev.repartee.postgres.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in through a provider, and who is sent away. */
class ProviderSignInTest {

    private static Federation federation;
    private static FakeProvider provider;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, JOSEException {
        federation = new Federation(folder);
        provider = federation.provider;
    }

    @AfterAll
    static void stop() {
        federation.close();
    }

    @BeforeEach
    void honest() {
        provider.forger = provider::honest;
        provider.userInfo = Map.of();
    }

    @Test
    void whoHasAVerifiedAddressComesInAndIsTold() {
        Account account = federation.member();
        vouchFor(account.email().value(), true);

        var in = (SignInOutcome.SignedIn) new Browser(federation).through("works");

        assertThat(in.granted().login().account()).isEqualTo(account.id());
        assertThat(in.granted().login().methods()).containsExactly(Method.IDENTITY_PROVIDER);
        assertThat(federation.identities.of(account.id())).hasSize(1);
        assertThat(mailsTo(account)).contains("A new way into your account");
    }

    @Test
    void aLinkedIdentityLeadsToItsAccountWhateverBecomesOfItsAddress() {
        Account account = federation.member();
        vouchFor(account.email().value(), true);
        new Browser(federation).through("works");

        provider.person = new Person(provider.person.subject(), "new@else.example", false);

        var in = (SignInOutcome.SignedIn) new Browser(federation).through("works");
        assertThat(in.granted().login().account()).isEqualTo(account.id());
        assertThat(federation.identities.of(account.id())).hasSize(1);
    }

    @Test
    void aProviderMaySayTheAddressInItsUserInfoOnly() {
        Account account = federation.member();
        vouchFor("", true);
        provider.userInfo = info(provider.person.subject(), account);

        assertThat(new Browser(federation).through("works"))
                .isInstanceOf(SignInOutcome.SignedIn.class);
    }

    @Test
    void userInfoOfSomebodyElseIsNotBelieved() {
        Account account = federation.member();
        vouchFor("", true);
        provider.userInfo = info("somebody-else", account);
        Browser browser = new Browser(federation);

        assertThat(browser.land("works", provider.answer(browser.leave("works"))))
                .isEqualTo("error=untrusted");
    }

    @Test
    void aSecondFactorIsAskedForAllTheSame() {
        Account account = federation.member();
        federation.database.with(
                connection ->
                        Sql.update(
                                connection,
                                "INSERT INTO totp_factors (account_id, secret, confirmed_at,"
                                        + " created_at) VALUES (?, ?, now(), now())",
                                account.id().value(),
                                new byte[1]));
        vouchFor(account.email().value(), true);

        assertThat(new Browser(federation).through("works"))
                .isInstanceOf(SignInOutcome.SecondFactorNeeded.class);
    }

    @Test
    void anUnverifiedAddressLinksNothing() {
        Account account = federation.member();
        for (Object verified : new Object[] {false, "false", "yes", 1}) {
            vouchFor(account.email().value(), verified);
            refused("has not verified");
        }
        vouchFor(account.email().value(), null);
        refused("has not verified");
        assertThat(federation.identities.of(account.id())).isEmpty();
    }

    @Test
    void silenceAboutAnAddressIsTrustedOnlyWhereTheOperatorSaysSo() {
        Account account = federation.member();
        vouchFor(account.email().value(), null);

        assertThat(new Browser(federation).through("trusted"))
                .isInstanceOf(SignInOutcome.SignedIn.class);
    }

    @Test
    void anAccountWhoseAddressNobodyVerifiedIsATrapThatNobodyIsLedInto() {
        Account trap = federation.member(UUID.randomUUID() + "@acme.example", false);
        vouchFor(trap.email().value(), true);

        refused("can't be entered");
        assertThat(federation.identities.of(trap.id())).isEmpty();
    }

    @Test
    void whoHasNoAccountIsSentAwayUnlessTheyBeginABusiness() {
        EmailAddress email = new EmailAddress(UUID.randomUUID() + "@new.example");
        vouchFor(email.value(), true);
        refused("no account has this address");

        var in =
                (SignInOutcome.SignedIn)
                        new Browser(federation)
                                .through("works", Aim.signIn(null, false, null, "New Ltd"));

        assertThat(in.granted().role()).isEqualTo(Role.OWNER.id());
        assertThat(federation.accounts.find(email).orElseThrow().passwordHash()).isNull();
    }

    @Test
    void anInvitationIsAcceptedOnTheWayByWhomItWentTo() {
        EmailAddress email = new EmailAddress(UUID.randomUUID() + "@new.example");
        Invitations.Issued issued =
                federation.invitations.invite(
                        Federation.ACME, email, Role.ANALYST.id(), "account:x");
        Aim aim = Aim.signIn(null, false, issued.secret().text(), null);
        vouchFor("thief-" + email, true);
        assertThatThrownBy(() -> new Browser(federation).through("works", aim))
                .hasMessageContaining("no account has this address");

        vouchFor(email.value(), true);
        var in = (SignInOutcome.SignedIn) new Browser(federation).through("works", aim);

        assertThat(in.granted().role()).isEqualTo(Role.ANALYST.id());
    }

    @Test
    void whoIsSignedInAddsAnotherIdentityWhichNobodyElseCanTakeOver() {
        Account account = federation.member();
        Account thief = federation.member();
        vouchFor("other-" + account.email(), true);
        Browser browser = new Browser(federation);
        Aim aim = Aim.link(account.id());

        String fragment = browser.land("works", provider.answer(browser.leave("works", aim)));
        assertThat(browser.link(fragment, account.id())).isTrue();

        Browser his = new Browser(federation);
        String again = his.land("works", provider.answer(his.leave("works", Aim.link(thief.id()))));
        assertThatThrownBy(() -> his.link(again, thief.id()))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void aWayToLinkSignsNobodyInAndLinksNoOtherAccount() {
        Account account = federation.member();
        Account other = federation.member();
        vouchFor(account.email().value(), true);
        Browser browser = new Browser(federation);
        Aim aim = Aim.link(account.id());

        assertThat(browser.through("works", aim)).isInstanceOf(SignInOutcome.Refused.class);
        String fragment = browser.land("works", provider.answer(browser.leave("works", aim)));
        assertThat(browser.link(fragment, other.id())).isFalse();
        assertThat(federation.identities.of(other.id())).isEmpty();
    }

    @Test
    void ofGithubsAddressesThePrimaryOneCountsWhenItIsVerified() {
        Account account = federation.member();
        provider.githubEmails =
                """
                [{"email":"%s","primary":false,"verified":true},
                 {"email":"x@else.example","primary":true,"verified":false}]
                """
                        .formatted(account.email());
        assertThatThrownBy(() -> new Browser(federation).through("github"))
                .hasMessageContaining("has not verified");

        provider.githubEmails =
                "[{\"email\":\"%s\",\"primary\":true,\"verified\":true}]"
                        .formatted(account.email());

        var in = (SignInOutcome.SignedIn) new Browser(federation).through("github");
        assertThat(in.granted().login().account()).isEqualTo(account.id());
    }

    @Test
    void theProviderOfABusinessSpeaksForItsVerifiedDomainsOnly() {
        String domain = UUID.randomUUID() + ".example";
        String id = bring(domain, Role.AGENT);
        Account stranger = federation.member();

        vouchFor(stranger.email().value(), true);
        refusedBy(id, "doesn't speak for your address");
        vouchFor("ann@" + domain, true);
        refusedBy(id, "doesn't speak for your address");
        federation.domains.confirm(Federation.ACME, domain);

        var in = (SignInOutcome.SignedIn) new Browser(federation).through(id);
        assertThat(in.granted().login().tenant()).isEqualTo(Federation.ACME);
        assertThat(in.granted().role()).isEqualTo(Role.AGENT.id());
        assertThat(federation.identities.of(stranger.id())).isEmpty();
    }

    @Test
    void theProviderOfABusinessLeadsIntoThatBusinessAlone() {
        String domain = UUID.randomUUID() + ".example";
        String id = bring(domain, null);
        federation.domains.confirm(Federation.ACME, domain);
        Account elsewhere =
                federation
                        .accounts
                        .create(
                                new Accounts.Draft(
                                        new EmailAddress("bob@" + domain),
                                        "Bob",
                                        null,
                                        false,
                                        true))
                        .orElseThrow();
        federation.memberships.put(
                elsewhere.id(), new Membership(Federation.OTHER, Role.OWNER.id()));
        vouchFor("bob@" + domain, true);

        refusedBy(id, "no member of this business");
        assertThatThrownBy(
                        () ->
                                new Browser(federation)
                                        .through(id, Aim.signIn(Federation.OTHER, false)))
                .hasMessageContaining("no member of this business");
    }

    @Test
    void anAccountThatLeftTheDomainIsOutOfItsProvidersReach() {
        String domain = UUID.randomUUID() + ".example";
        String id = bring(domain, Role.AGENT);
        federation.domains.confirm(Federation.ACME, domain);
        vouchFor("eve@" + domain, true);
        var in = (SignInOutcome.SignedIn) new Browser(federation).through(id);
        federation.accounts.changeEmail(
                in.granted().login().account(),
                new EmailAddress(UUID.randomUUID() + "@private.example"));

        refusedBy(id, "doesn't speak for your address");
    }

    @Test
    void whatABusinessesProviderVouchesForCountsNowhereElse() {
        String domain = UUID.randomUUID() + ".example";
        String id = bring(domain, Role.AGENT);
        federation.domains.confirm(Federation.ACME, domain);
        vouchFor("zoe@" + domain, true);
        new Browser(federation).through(id);

        // The same issuer and subject, as the deployment's own provider: another identity.
        provider.person = new Person(provider.person.subject(), "zoe@" + domain, false);
        refused("has not verified");
    }

    @Test
    void aDomainIsOneBusinessesOnly() {
        String domain = UUID.randomUUID() + ".example";
        federation.domains.claim(Federation.ACME, domain);
        federation.domains.claim(Federation.OTHER, domain);
        federation.domains.confirm(Federation.ACME, domain);

        assertThatThrownBy(() -> federation.domains.confirm(Federation.OTHER, domain))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_CONFLICT));
        assertThat(federation.domains.owns(Federation.OTHER, domain)).isFalse();
    }

    private static String bring(String domain, @Nullable Role joinsAs) {
        federation.domains.claim(Federation.ACME, domain);
        return federation
                .businesses
                .put(
                        Federation.ACME,
                        new TenantProvider.Terms(
                                "Acme's",
                                provider.issuer(),
                                FakeProvider.CLIENT,
                                false,
                                joinsAs == null ? null : joinsAs.id()),
                        FakeProvider.SECRET)
                .id()
                .value();
    }

    private static void vouchFor(String email, @Nullable Object verified) {
        provider.person = new Person(UUID.randomUUID().toString(), email, verified);
    }

    private static void refused(String why) {
        refusedBy("works", why);
    }

    private static void refusedBy(String id, String why) {
        assertThatThrownBy(() -> new Browser(federation).through(id))
                .isInstanceOf(ReparteeException.class)
                .hasMessageContaining(why);
    }

    private static Map<String, Object> info(String subject, Account account) {
        return Map.of("sub", subject, "email", account.email().value(), "email_verified", true);
    }

    private static List<String> mailsTo(Account account) {
        return federation.office.kept(100).stream()
                .map(KeptMail::mail)
                .filter(mail -> mail.to().equals(account.email().value()))
                .map(Mail::subject)
                .toList();
    }
}
