package dev.repartee.bench.token;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.AccessTokenConfig;
import dev.repartee.identity.AccessTokens;
import dev.repartee.identity.Authentication;
import dev.repartee.identity.Authentication.Authenticated;
import dev.repartee.identity.Identity;
import dev.repartee.identity.Principal.ApiKeyPrincipal;
import dev.repartee.identity.SigningKeys;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.UserTokenConfig;
import dev.repartee.identity.UserTokens;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.role.Roles;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The gateway's own parts, filled from a real database, that have seen a thousand tokens of each
 * kind.
 */
@State(Scope.Benchmark)
public class Credentials {

    /** The property that names the {@link BenchFolder}. */
    static final String FOLDER = "repartee.bench.folder";

    private static final int OTHERS = 1_000;
    private static final int FRESH = 512;
    private static final Duration LIFETIME = Duration.ofHours(12);

    private Database database;
    private Identity warm;
    private Identity cold;
    private String apiKey;
    private String userToken;
    private String accessToken;
    private List<String> freshUserTokens;
    private List<String> freshAccessTokens;
    private int next;

    /** Makes everything; none of it is measured. */
    @Setup(Level.Trial)
    public void fill() {
        Clock clock = Clock.systemUTC();
        BenchFolder folder =
                new BenchFolder(Path.of(Objects.requireNonNull(System.getProperty(FOLDER))));
        database =
                Database.open(DatabaseConfig.parse(folder.database()), new SimpleMeterRegistry());
        database.migrate(Schema.MAIN);
        TenantId tenant = new TenantId("bench-" + UUID.randomUUID());
        new Tenants(database).save(new Tenant(tenant, "Bench", Set.of(), "US"));
        ApiKeys keys = new ApiKeys(database, clock);
        apiKey = keys.create(tenant, "bench", null).text();
        SigningKeys signing =
                new SigningKeys(
                        database,
                        new SecretBox(MasterKeyFile.readOrCreate(folder.masterKey())),
                        LIFETIME,
                        clock);
        Roles roles = new Roles(database);
        AccountId account = member(tenant, clock);
        roles.refresh();
        UserTokens users = users(signing, clock, 50_000);
        users.refresh();
        AccessTokens people = people(signing, clock, 50_000);
        warm = new Identity(keys, users, people, roles);
        cold = new Identity(keys, users(signing, clock, 1), people(signing, clock, 1), roles);
        mint(tenant, users, people, account, clock);
    }

    private AccountId member(TenantId tenant, Clock clock) {
        AccountId account =
                new Accounts(database, clock)
                        .create(
                                new Accounts.Draft(
                                        new EmailAddress(UUID.randomUUID() + "@bench.example"),
                                        "Bench",
                                        "unused",
                                        false,
                                        true))
                        .orElseThrow()
                        .id();
        new Memberships(database, clock).put(account, new Membership(tenant, Role.AGENT.id()));
        return account;
    }

    private void mint(
            TenantId tenant,
            UserTokens users,
            AccessTokens people,
            AccountId account,
            Clock clock) {
        ApiKeyPrincipal key = (ApiKeyPrincipal) ((Authenticated) telling(apiKey)).principal();
        freshUserTokens = new ArrayList<>();
        freshAccessTokens = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            freshUserTokens.add(users.mint(key, new UserId("user-" + i), LIFETIME).text());
            freshAccessTokens.add(
                    people.mint(
                                    tenant,
                                    account,
                                    Role.AGENT.id(),
                                    new LoginId(UUID.randomUUID().toString()),
                                    clock.instant())
                            .text());
        }
        freshUserTokens.forEach(this::telling);
        freshAccessTokens.forEach(this::telling);
        userToken = freshUserTokens.getLast();
        accessToken = freshAccessTokens.getLast();
    }

    private static UserTokens users(SigningKeys signing, Clock clock, int cached) {
        UserTokenConfig usual = UserTokenConfig.defaults();
        return new UserTokens(
                signing,
                new UserTokenConfig(
                        usual.issuer(),
                        usual.audience(),
                        usual.defaultLifetime(),
                        usual.longestLifetime(),
                        usual.clockSkew(),
                        cached),
                clock);
    }

    private static AccessTokens people(SigningKeys signing, Clock clock, int cached) {
        AccessTokenConfig usual = AccessTokenConfig.defaults();
        return new AccessTokens(
                signing,
                new AccessTokenConfig(
                        usual.issuer(),
                        usual.audience(),
                        Duration.ofHours(1),
                        usual.clockSkew(),
                        cached),
                login -> false,
                clock);
    }

    /** Gives the connections back. */
    @TearDown(Level.Trial)
    public void close() {
        database.close();
    }

    Identity identity() {
        return warm;
    }

    Authentication telling(String credential) {
        return warm.authenticate(credential);
    }

    Authentication tellingAnew(String credential) {
        return cold.authenticate(credential);
    }

    /** A new string each time, as off the network: its hash is not known yet. */
    String apiKey() {
        return new String(apiKey.toCharArray());
    }

    String userToken() {
        return new String(userToken.toCharArray());
    }

    String accessToken() {
        return new String(accessToken.toCharArray());
    }

    /** One that was seen so long ago that it is forgotten. */
    String freshUserToken() {
        return freshUserTokens.get(next++ % FRESH);
    }

    String freshAccessToken() {
        return freshAccessTokens.get(next++ % FRESH);
    }
}
