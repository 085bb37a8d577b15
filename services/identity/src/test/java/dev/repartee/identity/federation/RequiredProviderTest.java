package dev.repartee.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.federation.FakeProvider.Person;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.session.Login;
import dev.repartee.identity.session.Method;
import dev.repartee.identity.signin.SignInOutcome;
import dev.repartee.identity.sso.RequiredProviders;
import dev.repartee.identity.sso.TenantProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A business whose people come in through its provider alone. */
class RequiredProviderTest {

    private static Federation federation;
    private static RequiredProviders required;

    private final String domain = "d" + UUID.randomUUID() + ".example";
    private String provider = "";

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, JOSEException {
        federation = new Federation(folder);
        required = new RequiredProviders(federation.database);
    }

    @AfterAll
    static void stop() {
        federation.close();
    }

    @BeforeEach
    void bring() {
        federation.provider.forger = federation.provider::honest;
        provider = put(true);
        federation.domains.claim(Federation.ACME, domain);
        federation.domains.confirm(Federation.ACME, domain);
    }

    @AfterEach
    void remove() {
        federation.businesses.remove(Federation.ACME);
    }

    @Test
    void anotherWayLeadsToTheProviderAndTheProviderIn() {
        Account ann = member(domain, Role.AGENT);

        var sentOn = (SignInOutcome.ProviderNeeded) through("works", ann);
        assertThat(sentOn.provider().id().value()).isEqualTo(provider);

        Login in = ((SignInOutcome.SignedIn) through(provider, ann)).granted().login();
        assertThat(in.methods()).containsExactly(Method.BUSINESS_PROVIDER);
        assertThat(required.openedOtherwise(Federation.ACME)).isEmpty();
    }

    @Test
    void ownersAreNeverShutOut() {
        assertThat(through("works", member(domain, Role.OWNER)))
                .isInstanceOf(SignInOutcome.SignedIn.class);
    }

    @Test
    void otherDomainsOtherBusinessesAndUnprovenClaimsAreLeftAlone() {
        assertThat(through("works", member("elsewhere.example", Role.AGENT)))
                .isInstanceOf(SignInOutcome.SignedIn.class);
        Account both = member(domain, Role.AGENT);
        federation.memberships.put(both.id(), new Membership(Federation.OTHER, Role.AGENT.id()));
        assertThat(((SignInOutcome.SignedIn) through("works", both)).granted().login().tenant())
                .isEqualTo(Federation.OTHER);

        String claimed = "c" + UUID.randomUUID() + ".example";
        federation.domains.claim(Federation.ACME, claimed);
        assertThat(through("works", member(claimed, Role.AGENT)))
                .isInstanceOf(SignInOutcome.SignedIn.class);
    }

    @Test
    void loginsFromBeforeAreFoundAndThoseThroughTheProviderAreNot() {
        put(false);
        Account ann = member(domain, Role.AGENT);
        Account boss = member(domain, Role.OWNER);
        Login before = ((SignInOutcome.SignedIn) through("works", ann)).granted().login();
        through(provider, ann);
        through("works", boss);
        assertThat(required.openedOtherwise(Federation.ACME)).isEmpty();

        put(true);

        assertThat(required.openedOtherwise(Federation.ACME))
                .containsExactly(new RequiredProviders.Opened(ann.id(), before.id()));
        assertThat(required.openedOtherwise(Federation.OTHER)).isEmpty();
    }

    private static SignInOutcome through(String provider, Account account) {
        federation.provider.person =
                new Person("subject-of-" + account.id(), account.email().value(), true);
        return new Browser(federation).through(provider);
    }

    private static Account member(String domain, Role role) {
        Account made =
                federation
                        .accounts
                        .create(
                                new Accounts.Draft(
                                        new EmailAddress(UUID.randomUUID() + "@" + domain),
                                        "Ann",
                                        null,
                                        false,
                                        true))
                        .orElseThrow();
        federation.memberships.put(made.id(), new Membership(Federation.ACME, role.id()));
        return made;
    }

    private static String put(boolean required) {
        return federation
                .businesses
                .put(
                        Federation.ACME,
                        new TenantProvider.Terms(
                                "Acme's",
                                federation.provider.issuer(),
                                FakeProvider.CLIENT,
                                false,
                                null,
                                required),
                        FakeProvider.SECRET)
                .id()
                .value();
    }
}
