package dev.repartee.identity.sso;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.provider.ProviderId;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.session.Method;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;

/**
 * The rule of businesses whose people come in through the business's own provider alone. It holds
 * for addresses of the business's verified domains, and never for owners: when a provider is gone,
 * or was set up wrong, somebody has to be able to say so here. Every call blocks. Thread-safe.
 */
public final class RequiredProviders {

    private final Database database;

    public RequiredProviders(Database database) {
        this.database = database;
    }

    /**
     * A provider that has to be gone through.
     *
     * @param id names it in addresses
     * @param name what people call it
     */
    public record Required(ProviderId id, String name) {}

    /**
     * What keeps somebody from coming into a business by the ways that they took.
     *
     * @return empty when they may come in
     */
    public Optional<Required> missing(
            EmailAddress email, Membership membership, Collection<Method> methods) {
        return membership.role().equals(Role.OWNER.id())
                        || methods.contains(Method.BUSINESS_PROVIDER)
                ? Optional.empty()
                : required(membership.tenant(), email.domain());
    }

    /**
     * The provider that somebody would escape with another address: that of a business for whose
     * provider alone their address is good, while the other one is of none of its domains.
     */
    public Optional<Required> escaped(AccountId account, EmailAddress other) {
        return database.everywhere(
                connection ->
                        Sql.first(
                                connection,
                                """
                                SELECT p.provider_id, p.name FROM memberships m
                                JOIN accounts a USING (account_id)
                                JOIN tenant_providers p USING (tenant_id)
                                JOIN tenant_domains d USING (tenant_id)
                                WHERE m.account_id = ? AND m.role <> ? AND p.required
                                  AND d.domain = split_part(a.email, '@', 2)
                                  AND d.verified_at IS NOT NULL
                                  AND NOT EXISTS (
                                    SELECT FROM tenant_domains o
                                    WHERE o.tenant_id = p.tenant_id AND o.domain = ?
                                      AND o.verified_at IS NOT NULL)
                                LIMIT 1
                                """,
                                RequiredProviders::required,
                                account.value(),
                                Role.OWNER.word(),
                                other.domain()));
    }

    /**
     * The logins of one business that were opened by other ways, for its people of its verified
     * domains.
     */
    public Collection<Opened> openedOtherwise(TenantId tenant) {
        return database.everywhere(
                connection ->
                        Sql.list(
                                connection,
                                """
                                SELECT l.login_id, l.account_id FROM logins l
                                JOIN memberships m USING (tenant_id, account_id)
                                JOIN accounts a USING (account_id)
                                JOIN tenant_providers p USING (tenant_id)
                                JOIN tenant_domains d USING (tenant_id)
                                WHERE l.tenant_id = ? AND p.required AND d.verified_at IS NOT NULL
                                  AND d.domain = split_part(a.email, '@', 2)
                                  AND m.role <> ? AND l.revoked_at IS NULL
                                  AND NOT ? = ANY (l.methods)
                                """,
                                RequiredProviders::opened,
                                tenant.value(),
                                Role.OWNER.word(),
                                Method.BUSINESS_PROVIDER.word()));
    }

    /**
     * A login of somebody.
     *
     * @param account whose
     * @param login which
     */
    public record Opened(AccountId account, LoginId login) {}

    private static Opened opened(Row row) throws SQLException {
        return new Opened(new AccountId(row.text("account_id")), new LoginId(row.text("login_id")));
    }

    private static Required required(Row row) throws SQLException {
        return new Required(new ProviderId(row.text("provider_id")), row.text("name"));
    }

    private Optional<Required> required(TenantId tenant, String domain) {
        return database.everywhere(
                connection ->
                        Sql.first(
                                connection,
                                """
                                SELECT p.provider_id, p.name FROM tenant_providers p
                                JOIN tenant_domains d USING (tenant_id)
                                WHERE p.tenant_id = ? AND p.required AND d.domain = ?
                                  AND d.verified_at IS NOT NULL
                                """,
                                RequiredProviders::required,
                                tenant.value(),
                                domain));
    }
}
