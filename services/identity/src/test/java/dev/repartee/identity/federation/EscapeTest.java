package dev.repartee.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.sso.TenantProvider;
import dev.repartee.mail.KeptMail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People who change their address to get around their business's provider. */
class EscapeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int NEWEST = 20;
    private static Federation federation;

    private final String domain = "d" + UUID.randomUUID() + ".example";
    private final EmailAddress outside = address("private.example");

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, JOSEException {
        federation = new Federation(folder);
    }

    @AfterAll
    static void stop() {
        federation.close();
    }

    @BeforeEach
    void bring() {
        require(true);
        prove(Federation.ACME, domain);
    }

    @AfterEach
    void remove() {
        federation.businesses.remove(Federation.ACME);
    }

    @Test
    void noLetterGoesToAnAddressOfAnotherDomain() {
        refused(member(Role.AGENT), outside);
        refused(member(Role.ADMIN), outside);

        assertThat(letter(outside)).isEmpty();
    }

    @Test
    void aClaimThatNobodyProvedAndADomainOfAnotherBusinessAreOtherDomains() {
        String claimed = "c" + UUID.randomUUID() + ".example";
        federation.domains.claim(Federation.ACME, claimed);
        String theirs = "o" + UUID.randomUUID() + ".example";
        prove(Federation.OTHER, theirs);
        Account ann = member(Role.AGENT);
        federation.memberships.put(ann.id(), new Membership(Federation.OTHER, Role.OWNER.id()));

        refused(ann, address(claimed));
        refused(ann, address(theirs));
    }

    @Test
    void anAddressOfTheBusinessIsAsGoodAsTheOther() {
        String second = "s" + UUID.randomUUID() + ".example";
        prove(Federation.ACME, second);
        Account ann = member(Role.AGENT);

        changes(ann, address(domain));
        changes(ann, address(second));

        refused(ann, outside);
    }

    @Test
    void ownersAndPeopleOfOtherDomainsChangeAsTheyLike() {
        changes(member(Role.OWNER), outside);
        changes(member("elsewhere.example", Role.AGENT), address("nowhere.example"));
    }

    @Test
    void aBusinessThatOnlyOffersItsProviderHoldsNobody() {
        require(false);

        changes(member(Role.AGENT), outside);
    }

    @Test
    void aLetterFromBeforeTheRuleChangesNothing() {
        require(false);
        Account ann = member(Role.AGENT);
        String code = asked(ann, outside);
        require(true);

        assertThatThrownBy(() -> federation.selfService.confirmEmail(code))
                .isInstanceOfSatisfying(ReparteeException.class, EscapeTest::forbidden);
        assertThat(email(ann)).isEqualTo(ann.email());
        assertThat(federation.selfService.confirmEmail(code)).isFalse();
    }

    private static void refused(Account account, EmailAddress wished) {
        assertThatThrownBy(() -> federation.selfService.changeEmail(account, wished))
                .hasMessageContaining("Acme's")
                .isInstanceOfSatisfying(ReparteeException.class, EscapeTest::forbidden);
    }

    private static void forbidden(ReparteeException refusal) {
        assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    private static void changes(Account account, EmailAddress wished) {
        assertThat(federation.selfService.confirmEmail(asked(account, wished))).isTrue();
        assertThat(email(account)).isEqualTo(wished);
    }

    private static EmailAddress email(Account account) {
        return federation.accounts.find(account.id()).orElseThrow().email();
    }

    /** The code that the letter brings. */
    private static String asked(Account account, EmailAddress wished) {
        federation.selfService.changeEmail(account, wished);
        await().atMost(PATIENCE).until(() -> letter(wished).isPresent());
        return letter(wished)
                .orElseThrow()
                .lines()
                .filter(line -> line.contains("#code="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> letter(EmailAddress to) {
        return federation.office.kept(NEWEST).stream()
                .map(KeptMail::mail)
                .filter(mail -> mail.to().equals(to.value()))
                .map(mail -> mail.text())
                .findFirst();
    }

    private Account member(Role role) {
        return member(domain, role);
    }

    private static Account member(String domain, Role role) {
        Account made =
                federation
                        .accounts
                        .create(new Accounts.Draft(address(domain), "Ann", null, false, true))
                        .orElseThrow();
        federation.memberships.put(made.id(), new Membership(Federation.ACME, role.id()));
        return made;
    }

    private static EmailAddress address(String domain) {
        return new EmailAddress(UUID.randomUUID() + "@" + domain);
    }

    private static void prove(TenantId tenant, String domain) {
        federation.domains.claim(tenant, domain);
        federation.domains.confirm(tenant, domain);
    }

    private static void require(boolean required) {
        federation.businesses.put(
                Federation.ACME,
                new TenantProvider.Terms(
                        "Acme's",
                        federation.provider.issuer(),
                        FakeProvider.CLIENT,
                        false,
                        null,
                        required),
                FakeProvider.SECRET);
    }
}
