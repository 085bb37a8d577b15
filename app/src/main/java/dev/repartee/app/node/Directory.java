package dev.repartee.app.node;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.AccessTokenConfig;
import dev.repartee.identity.AccessTokens;
import dev.repartee.identity.Identity;
import dev.repartee.identity.SigningKeys;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.UserTokenConfig;
import dev.repartee.identity.UserTokens;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.origin.Origins;
import dev.repartee.identity.platform.GlassBreaks;
import dev.repartee.identity.quota.Quotas;
import dev.repartee.identity.role.Roles;
import dev.repartee.identity.session.RevokedLogins;
import dev.repartee.identity.tenancy.TenantPolicies;
import dev.repartee.postgres.CacheVersions;
import dev.repartee.safety.SafetyRuleStore;
import dev.repartee.tools.ToolStore;
import java.time.Clock;

/**
 * Who calls and who answers: tenants, credentials and assistants, kept in memory so that messages
 * are served while PostgreSQL is gone.
 *
 * @param tenants the businesses
 * @param policies what holds for each of them
 * @param apiKeys their keys
 * @param userTokens tokens of their users
 * @param roles what they may do
 * @param glass operators who look into a tenant
 * @param identity tells who calls
 * @param accessTokens tokens of who signed in
 * @param revoked whose tokens are worth nothing any more
 * @param assistantStore the assistants as administration sees them
 * @param assistants the assistants as the pipeline sees them
 */
public record Directory(
        Tenants tenants,
        TenantPolicies policies,
        ApiKeys apiKeys,
        UserTokens userTokens,
        Roles roles,
        GlassBreaks glass,
        Identity identity,
        AccessTokens accessTokens,
        RevokedLogins revoked,
        AssistantStore assistantStore,
        AssistantCatalog assistants) {

    /** Reads everything once, and again whenever it changes. */
    public static Directory open(Stores stores, Settings settings, Clock clock) {
        UserTokenConfig tokens = settings.of(UserTokenConfig.class);
        ApiKeys apiKeys = new ApiKeys(stores.main(), clock);
        SigningKeys keys =
                new SigningKeys(stores.main(), stores.secrets(), tokens.longestLifetime(), clock);
        UserTokens userTokens = new UserTokens(keys, tokens, clock);
        Tenants tenants = new Tenants(stores.main());
        AccessTokenConfig access = settings.of(AccessTokenConfig.class);
        RevokedLogins revoked =
                new RevokedLogins(stores.main(), access.lifetime().plus(access.clockSkew()), clock);
        AccessTokens accessTokens = new AccessTokens(keys, access, revoked, clock);
        GlassBreaks glass =
                new GlassBreaks(
                        stores.main(), new AuditLog(stores.main(), stores.secrets()), clock);
        Roles roles = new Roles(stores.main(), tenants::suspended, glass);
        Directory directory =
                new Directory(
                        tenants,
                        new TenantPolicies(
                                tenants,
                                new Origins(stores.main()),
                                new Quotas(stores.main(), clock)),
                        apiKeys,
                        userTokens,
                        roles,
                        glass,
                        new Identity(apiKeys, userTokens, accessTokens, roles),
                        accessTokens,
                        revoked,
                        new AssistantStore(stores.main(), clock),
                        new AssistantCatalog(stores.main()));
        directory.refresh();
        directory.follow(stores.versions());
        return directory;
    }

    /** Reads everything now. */
    public void refresh() {
        policies.refresh();
        roles.refresh();
        glass.refresh();
        apiKeys.refresh();
        refreshTokens();
        revoked.refresh();
        assistants.refresh();
    }

    private void follow(CacheVersions versions) {
        versions.subscribe(Tenants.CACHE, version -> tenants.refresh());
        versions.subscribe(Origins.CACHE, version -> policies.origins().refresh());
        versions.subscribe(Quotas.CACHE, version -> policies.quotas().refresh());
        versions.subscribe(Roles.MEMBERSHIPS, version -> roles.refresh());
        versions.subscribe(Roles.CACHE, version -> roles.refresh());
        versions.subscribe(GlassBreaks.CACHE, version -> glass.refresh());
        versions.subscribe(ApiKeys.CACHE, version -> apiKeys.refresh());
        versions.subscribe(UserTokens.CACHE, version -> refreshTokens());
        versions.subscribe(RevokedLogins.CACHE, version -> revoked.refresh());
        versions.subscribe("assistants", version -> reloadAssistants());
        versions.subscribe("documents", version -> reloadAssistants());
        versions.subscribe(SafetyRuleStore.CACHE, version -> reloadAssistants());
        versions.subscribe(ToolStore.CACHE, version -> reloadAssistants());
    }

    private void refreshTokens() {
        userTokens.refresh();
        accessTokens.forget();
    }

    /** Throws when the database did not answer, so that the next poll tries again. */
    private void reloadAssistants() {
        if (!assistants.refresh()) {
            throw new ReparteeException(
                    ErrorCode.STORE_UNAVAILABLE, "the assistants can not be read now");
        }
    }
}
