package dev.repartee.identity.federation;

import com.nimbusds.jose.JOSEException;
import dev.repartee.contract.TenantId;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.egress.EgressConfig;
import dev.repartee.egress.EgressHttp;
import dev.repartee.identity.AccessTokenConfig;
import dev.repartee.identity.AccessTokens;
import dev.repartee.identity.SigningKeys;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.factor.SecondFactors;
import dev.repartee.identity.password.BreachedPasswords;
import dev.repartee.identity.password.PasswordHasher;
import dev.repartee.identity.password.PasswordPolicy;
import dev.repartee.identity.provider.ProviderHttp;
import dev.repartee.identity.provider.SignInConfig;
import dev.repartee.identity.provider.SignInConfig.Kind;
import dev.repartee.identity.provider.SignInConfig.Registration;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.selfservice.AccountsConfig;
import dev.repartee.identity.selfservice.Desk;
import dev.repartee.identity.selfservice.SelfService;
import dev.repartee.identity.session.LoginConfig;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.session.RevokedLogins;
import dev.repartee.identity.signin.Doors;
import dev.repartee.identity.signin.Passwords;
import dev.repartee.identity.signin.SignIn;
import dev.repartee.identity.signin.Throttle;
import dev.repartee.identity.sso.Domains;
import dev.repartee.identity.sso.TenantProviders;
import dev.repartee.identity.tenancy.Invitations;
import dev.repartee.mail.MailConfig;
import dev.repartee.mail.PostOffice;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.runtime.Secret;
import dev.repartee.testing.MigratedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that signing in through providers takes, on a real database. */
final class Federation implements AutoCloseable {

    static final TenantId ACME = new TenantId("acme");
    static final TenantId OTHER = new TenantId("other");
    static final URI PUBLIC = URI.create("https://chat.example");
    static final URI PARTNER = URI.create("https://partner.example/back");

    final FakeProvider provider;
    final FakeProvider rival;
    final ShiftedClock clock = new ShiftedClock();
    final Database database;
    final Accounts accounts;
    final Memberships memberships;
    final Identities identities;
    final Invitations invitations;
    final TenantProviders businesses;
    final Domains domains;
    final PostOffice office;
    final Providers providers;
    final ProviderSignIn signIn;
    final SecondFactors factors;
    final Logins logins;
    final ProviderStepUp stepUp;
    final SelfService selfService;
    private final Desk desk = new Desk();
    private final EgressHttp inside;
    private final EgressHttp outside;

    Federation(Path folder) throws IOException, JOSEException {
        provider = new FakeProvider();
        rival = new FakeProvider();
        rival.describe("authorization_response_iss_parameter_supported", true);
        database = MigratedDatabase.open(Schema.MAIN);
        SecretBox box = new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key")));
        Tenants tenants = new Tenants(database);
        tenants.save(new Tenant(ACME, "Acme", Set.of(), "US"));
        tenants.save(new Tenant(OTHER, "Other", Set.of(), "US"));
        accounts = new Accounts(database, clock);
        memberships = new Memberships(database, clock);
        identities = new Identities(database, clock);
        invitations = new Invitations(database, memberships, clock);
        businesses = new TenantProviders(database, box, clock);
        domains = new Domains(database, name -> List.of(), clock);
        office = new PostOffice(database, box, MailConfig.defaults(), clock);
        factors = new SecondFactors(database, box, clock);
        logins = logins(box);
        Passwords passwords =
                new Passwords(
                        accounts, new PlainHasher(), new PasswordPolicy(BreachedPasswords.NONE));
        Throttle throttle = new Throttle(database, clock);
        selfService =
                new SelfService(
                        new AccountsConfig(AccountsConfig.Registrations.OPEN, PUBLIC, null, 2),
                        accounts,
                        passwords,
                        new SelfService.Places(tenants, memberships, throttle),
                        logins,
                        new SelfService.Post(office, desk, database, box, clock));
        inside = egress(provider.issuer(), rival.issuer());
        outside = egress(provider.issuer());
        providers =
                new Providers(
                        config(),
                        PUBLIC,
                        businesses,
                        new Providers.Lines(new ProviderHttp(inside), new ProviderHttp(outside)));
        Flows flows = new Flows(database, box, clock);
        stepUp = new ProviderStepUp(flows, identities, factors, logins, clock);
        signIn =
                new ProviderSignIn(
                        providers,
                        flows,
                        new Recognition(
                                accounts,
                                memberships,
                                identities,
                                domains,
                                new Newcomers(accounts, invitations, selfService),
                                office),
                        accounts,
                        new SignIn(
                                new Doors(accounts, memberships, factors, database, clock),
                                passwords,
                                throttle,
                                logins),
                        Redirects.of(PUBLIC, List.of(PARTNER)));
    }

    private Logins logins(SecretBox box) {
        SigningKeys keys = new SigningKeys(database, box, Duration.ofHours(24), clock);
        keys.refresh();
        RevokedLogins revoked = new RevokedLogins(database, Duration.ofMinutes(16), clock);
        return new Logins(
                database,
                new AccessTokens(keys, AccessTokenConfig.defaults(), revoked, clock),
                memberships,
                revoked,
                LoginConfig.defaults(),
                clock);
    }

    private SignInConfig config() {
        return new SignInConfig(
                List.of(
                        registration("works", Kind.OIDC, provider, null),
                        registration("rival", Kind.OIDC, rival, null),
                        registration("trusted", Kind.OIDC, provider, true),
                        registration("github", Kind.GITHUB, provider, null)),
                List.of(PARTNER),
                null);
    }

    private static Registration registration(
            String id, Kind kind, FakeProvider at, @Nullable Boolean trust) {
        return new Registration(
                id,
                kind,
                null,
                at.issuer(),
                FakeProvider.CLIENT,
                new Secret(FakeProvider.SECRET),
                trust);
    }

    private static EgressHttp egress(URI... internal) {
        EgressConfig config = EgressConfig.defaults();
        return new EgressHttp(
                new EgressConfig(
                        true,
                        config.ports(),
                        Arrays.stream(internal).map(URI::getAuthority).toList(),
                        8,
                        0,
                        config.connect()),
                new SimpleMeterRegistry());
    }

    /** A member of Acme with a verified address. */
    Account member() {
        return member(UUID.randomUUID() + "@acme.example", true);
    }

    Account member(String email, boolean verified) {
        Account made =
                accounts.create(
                                new Accounts.Draft(
                                        new EmailAddress(email), "Ann", null, false, verified))
                        .orElseThrow();
        memberships.put(made.id(), new Membership(ACME, Role.AGENT.id()));
        return made;
    }

    @Override
    public void close() {
        desk.close();
        office.close();
        inside.close();
        outside.close();
        provider.close();
        rival.close();
        database.close();
    }

    /** Nobody has a password here. */
    private static final class PlainHasher implements PasswordHasher {

        @Override
        public String hash(String password) {
            return "plain:" + password;
        }

        @Override
        public boolean matches(String password, String hash) {
            return hash.equals("plain:" + password);
        }

        @Override
        public boolean outdated(String hash) {
            return false;
        }
    }

    /** The system's clock, moved forward when told. */
    static final class ShiftedClock extends Clock {

        private Duration ahead = Duration.ZERO;

        void advance(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
