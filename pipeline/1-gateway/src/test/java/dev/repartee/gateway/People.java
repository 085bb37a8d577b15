package dev.repartee.gateway;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.TenantId;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.crypto.UserVault;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.identity.AccessTokenConfig;
import dev.repartee.identity.AccessTokens;
import dev.repartee.identity.Identity;
import dev.repartee.identity.SigningKeys;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.UserTokenConfig;
import dev.repartee.identity.UserTokens;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.origin.Origins;
import dev.repartee.identity.quota.Quotas;
import dev.repartee.identity.role.Roles;
import dev.repartee.identity.tenancy.TenantPolicies;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may call the gateway under test, and what is known of them: two tenants with keys, tokens and
 * assistants, on databases of their own.
 */
final class People implements AutoCloseable {

    static final TenantId ACME = new TenantId("acme");
    static final TenantId OTHER = new TenantId("other");

    /** Logins that were ended. */
    final Set<LoginId> revoked = ConcurrentHashMap.newKeySet();

    final UserVault vault;
    final TenantPolicies policies;
    final ApiKeys keys;
    final String apiKey;
    final String otherKey;
    final UserTokens tokens;
    final AccessTokens accessTokens;
    final AssistantCatalog assistants;
    private final Database database;
    private final Database keyDatabase;

    People(Clock clock, MeterRegistry meters) {
        database = MigratedDatabase.open(Schema.MAIN, meters);
        keyDatabase = MigratedDatabase.open(Schema.KEYS, meters);
        vault =
                new UserVault(
                        keyDatabase,
                        MasterKeyFile.readOrCreate(temporary()),
                        VaultConfig.defaults(),
                        clock,
                        meters);
        Tenants tenants = new Tenants(database);
        tenants.save(new Tenant(ACME, "Acme", Set.of(), "US"));
        tenants.save(new Tenant(OTHER, "Other", Set.of("email", "phone", "card"), "US"));
        policies = new TenantPolicies(tenants, new Origins(database), new Quotas(database, clock));
        policies.refresh();
        keys = new ApiKeys(database, clock);
        apiKey = keys.create(ACME, "test", null).text();
        otherKey = keys.create(OTHER, "test", null).text();
        UserTokenConfig tokenConfig = UserTokenConfig.defaults();
        SigningKeys signing =
                new SigningKeys(
                        database,
                        new SecretBox(MasterKeyFile.readOrCreate(temporary())),
                        tokenConfig.longestLifetime(),
                        clock);
        tokens = new UserTokens(signing, tokenConfig, clock);
        accessTokens =
                new AccessTokens(signing, AccessTokenConfig.defaults(), revoked::contains, clock);
        tokens.refresh();
        assistants = assistants(clock);
    }

    Identity identity() {
        return new Identity(keys, tokens, accessTokens, new Roles(database));
    }

    FeedbackStore feedback() {
        return new FeedbackStore(database, vault);
    }

    private AssistantCatalog assistants(Clock clock) {
        AssistantStore store = new AssistantStore(database, clock);
        store.save(ACME, Assistant.plain(new AssistantId("default"), "Default"));
        store.save(ACME, Assistant.plain(new AssistantId("shop"), "Shop"));
        store.save(OTHER, Assistant.plain(new AssistantId("only"), "Only"));
        AssistantCatalog catalog = new AssistantCatalog(database);
        catalog.refresh();
        return catalog;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("gateway-test").resolve("master.key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        database.close();
        keyDatabase.close();
    }
}
