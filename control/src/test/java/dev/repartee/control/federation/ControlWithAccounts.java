package dev.repartee.control.federation;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Argon2Hasher;
import dev.repartee.control.ControlConfig;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.ControlServices;
import dev.repartee.control.knowledge.KnowledgeServices;
import dev.repartee.control.session.AccountServices;
import dev.repartee.control.tenancy.TenancyServices;
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
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.factor.SecondFactors;
import dev.repartee.identity.federation.Flows;
import dev.repartee.identity.federation.Identities;
import dev.repartee.identity.federation.Newcomers;
import dev.repartee.identity.federation.ProviderSignIn;
import dev.repartee.identity.federation.ProviderStepUp;
import dev.repartee.identity.federation.Providers;
import dev.repartee.identity.federation.Recognition;
import dev.repartee.identity.federation.Redirects;
import dev.repartee.identity.password.BreachedPasswords;
import dev.repartee.identity.password.PasswordPolicy;
import dev.repartee.identity.provider.ProviderHttp;
import dev.repartee.identity.provider.ProviderId;
import dev.repartee.identity.provider.SignInConfig;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.role.Roles;
import dev.repartee.identity.selfservice.AccountsConfig;
import dev.repartee.identity.selfservice.Desk;
import dev.repartee.identity.selfservice.SelfService;
import dev.repartee.identity.session.LoginConfig;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.session.Method;
import dev.repartee.identity.session.Place;
import dev.repartee.identity.session.RevokedLogins;
import dev.repartee.identity.signin.Doors;
import dev.repartee.identity.signin.Passwords;
import dev.repartee.identity.signin.SignIn;
import dev.repartee.identity.signin.Throttle;
import dev.repartee.identity.sso.Domains;
import dev.repartee.identity.sso.RequiredProviders;
import dev.repartee.identity.sso.TenantProviders;
import dev.repartee.identity.tenancy.Invitations;
import dev.repartee.identity.tenancy.Members;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.parsing.ParserLimits;
import dev.repartee.knowledge.upload.DocumentUploads;
import dev.repartee.knowledge.upload.Signal;
import dev.repartee.knowledge.upload.UploadConfig;
import dev.repartee.mail.MailConfig;
import dev.repartee.mail.PostOffice;
import dev.repartee.oidcserver.LocalIdentityServer;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.runtime.Secret;
import dev.repartee.testing.MigratedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** A control plane with everything about accounts, on a real database, beside a real provider. */
final class ControlWithAccounts implements AutoCloseable {

    static final URI PUBLIC = URI.create("https://chat.example");

    private final Clock clock = Clock.systemUTC();
    private final LocalIdentityServer server = new LocalIdentityServer();
    private final Map<String, String> dns = new ConcurrentHashMap<>();
    private final Desk desk = new Desk();
    private final Database database;
    private final Accounts accounts;
    private final Memberships memberships;
    private final Tenants tenants;
    private final Logins logins;
    private final PostOffice office;
    private final EgressHttp egress;
    private final ControlPlane plane;

    ControlWithAccounts(Path folder) {
        database = MigratedDatabase.open(Schema.MAIN);
        SecretBox box = new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key")));
        tenants = new Tenants(database);
        accounts = new Accounts(database, clock);
        memberships = new Memberships(database, clock);
        SigningKeys keys = new SigningKeys(database, box, Duration.ofHours(24), clock);
        keys.refresh();
        RevokedLogins revoked = new RevokedLogins(database, Duration.ofMinutes(16), clock);
        AccessTokens tokens = new AccessTokens(keys, AccessTokenConfig.defaults(), revoked, clock);
        logins = new Logins(database, tokens, memberships, revoked, LoginConfig.defaults(), clock);
        office = new PostOffice(database, box, MailConfig.defaults(), clock);
        egress = egress(server.issuer());
        AccountServices people = people(box);
        Roles roles = new Roles(database);
        server.sendsBackTo(URI.create(PUBLIC + "/api/v1/session/providers/local/callback"));
        plane =
                new ControlPlane(
                                ControlConfig.defaults(),
                                new ControlServices(
                                        new AssistantStore(database, clock),
                                        tokens::verify,
                                        user ->
                                                new ControlServices.Erased(
                                                        Instant.EPOCH, Instant.EPOCH)))
                        .with(AccountServices.class, people)
                        .with(
                                TenancyServices.class,
                                new TenancyServices(new Members(database), roles))
                        .with(FederationServices.class, federation(box, people))
                        .with(KnowledgeServices.class, knowledge(folder))
                        .with(Clock.class, clock)
                        .with(AuditLog.class, new AuditLog(database, box));
        plane.start();
    }

    /**
     * An answer of the control plane.
     *
     * @param location where it leads, or empty
     * @param cookies as they were set
     */
    record Answer(int status, JsonNode body, String location, List<String> cookies) {}

    URI url() {
        return URI.create("http://127.0.0.1:" + plane.port());
    }

    URI issuer() {
        return server.issuer();
    }

    void registerRedirect(URI redirect) {
        server.sendsBackTo(redirect);
    }

    void txt(String name, String text) {
        dns.put(name, text);
    }

    TenantId tenant() {
        TenantId id = new TenantId("t-" + UUID.randomUUID());
        tenants.save(new Tenant(id, "T", Set.of(), "US"));
        return id;
    }

    Account member(String email, Role role) {
        return member(email, tenant(), role);
    }

    /** The access token of somebody who signed in a moment ago. */
    String signedIn(String email, TenantId tenant, Role role) {
        Account account = member(email, tenant, role);
        return logins.open(
                        new Logins.Opening(
                                account.id(),
                                new Membership(tenant, role.id()),
                                List.of(Method.PASSWORD),
                                new Place("10.0.0.1", "test"),
                                false))
                .access()
                .text();
    }

    private Account member(String email, TenantId tenant, Role role) {
        Account made =
                accounts.create(
                                new Accounts.Draft(
                                        new EmailAddress(email), "Somebody", null, false, true))
                        .orElseThrow();
        memberships.put(made.id(), new Membership(tenant, role.id()));
        return made;
    }

    private AccountServices people(SecretBox box) {
        SecondFactors factors = new SecondFactors(database, box, clock);
        Passwords passwords =
                new Passwords(
                        accounts, new Argon2Hasher(), new PasswordPolicy(BreachedPasswords.NONE));
        Throttle throttle = new Throttle(database, clock);
        return new AccountServices(
                accounts,
                memberships,
                logins,
                new SignIn(
                        new Doors(accounts, memberships, factors, database, clock),
                        passwords,
                        throttle,
                        logins),
                factors,
                new SelfService(
                        AccountsConfig.defaults(),
                        accounts,
                        passwords,
                        new SelfService.Places(tenants, memberships, throttle),
                        logins,
                        new SelfService.Post(office, desk, database, box, clock)),
                office);
    }

    private FederationServices federation(SecretBox box, AccountServices people) {
        ProviderHttp http = new ProviderHttp(egress);
        TenantProviders businesses = new TenantProviders(database, box, clock);
        Domains domains = new Domains(database, name -> List.of(dns.getOrDefault(name, "")), clock);
        Identities identities = new Identities(database, clock);
        SignInConfig.Registration local =
                new SignInConfig.Registration(
                        new ProviderId("local").value(),
                        SignInConfig.Kind.OIDC,
                        "Local",
                        server.issuer(),
                        LocalIdentityServer.CLIENT,
                        new Secret(LocalIdentityServer.SECRET),
                        null);
        Providers providers =
                new Providers(
                        new SignInConfig(List.of(local), List.of(), null),
                        PUBLIC,
                        businesses,
                        new Providers.Lines(http, http));
        Flows flows = new Flows(database, box, clock);
        ProviderSignIn signIn =
                new ProviderSignIn(
                        providers,
                        flows,
                        new Recognition(
                                accounts,
                                memberships,
                                identities,
                                domains,
                                new Newcomers(
                                        accounts,
                                        new Invitations(database, memberships, clock),
                                        people.selfService()),
                                office),
                        accounts,
                        people.signIn(),
                        Redirects.of(PUBLIC, List.of()));
        return new FederationServices(
                signIn,
                new ProviderStepUp(flows, identities, people.factors(), logins, clock),
                providers,
                identities,
                businesses,
                domains,
                new RequiredProviders(database));
    }

    private KnowledgeServices knowledge(Path folder) {
        var limits = new UploadConfig(1, 20, 3, 1, ParserLimits.defaults());
        return new KnowledgeServices(
                new DocumentStore(database),
                new DocumentUploads(database, limits, folder, new Signal()),
                limits);
    }

    private static EgressHttp egress(URI issuer) {
        EgressConfig config = EgressConfig.defaults();
        return new EgressHttp(
                new EgressConfig(
                        true,
                        config.ports(),
                        List.of(issuer.getAuthority()),
                        8,
                        0,
                        config.connect()),
                new SimpleMeterRegistry());
    }

    @Override
    public void close() {
        plane.close();
        egress.close();
        server.close();
        desk.close();
        office.close();
        database.close();
    }
}
