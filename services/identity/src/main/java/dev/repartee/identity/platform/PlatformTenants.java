package dev.repartee.identity.platform;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.platform.PlatformTenant.Size;
import dev.repartee.identity.platform.PlatformTenant.Suspension;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tenants as who runs the platform administers them. Every call blocks. Thread-safe. */
public final class PlatformTenants {

    private static final String SELECT =
            """
            SELECT t.tenant_id, t.name, t.region, t.created_at, t.suspended_at, t.suspended_why,
              (SELECT count(*) FROM memberships m WHERE m.tenant_id = t.tenant_id) AS members,
              (SELECT count(*) FROM assistants a WHERE a.tenant_id = t.tenant_id) AS assistants,
              (SELECT count(*) FROM assistant_documents d WHERE d.tenant_id = t.tenant_id)
                AS documents,
              (SELECT count(*) FROM api_keys k WHERE k.tenant_id = t.tenant_id
                AND k.revoked_at IS NULL) AS api_keys
            FROM tenants t
            """;

    private final Database database;
    private final Clock clock;

    public PlatformTenants(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A page of the tenants, by id.
     *
     * @param after the last id of the page before, or the empty text
     */
    public List<PlatformTenant> list(String after, int limit) {
        return database.everywhere(
                connection ->
                        Sql.list(
                                connection,
                                SELECT + " WHERE t.tenant_id > ? ORDER BY t.tenant_id LIMIT ?",
                                PlatformTenants::tenant,
                                after,
                                limit));
    }

    /** One tenant. */
    public Optional<PlatformTenant> find(TenantId id) {
        return database.everywhere(
                connection ->
                        Sql.first(
                                connection,
                                SELECT + " WHERE t.tenant_id = ?",
                                PlatformTenants::tenant,
                                id.value()));
    }

    /** Makes a tenant; false when the id is taken. */
    public boolean create(Tenant tenant) {
        return database.everywhere(
                connection ->
                        Sql.update(
                                        connection,
                                        """
                                        INSERT INTO tenants (tenant_id, name, redact, region)
                                        VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                                        """,
                                        tenant.id().value(),
                                        tenant.name(),
                                        List.copyOf(tenant.redact()),
                                        tenant.region())
                                > 0);
    }

    /** Stops a tenant, or says anew why it is stopped; false when there is none. */
    public boolean suspend(TenantId id, String reason) {
        return database.everywhere(
                connection ->
                        Sql.update(
                                        connection,
                                        """
                                        UPDATE tenants SET suspended_why = ?,
                                          suspended_at = coalesce(suspended_at, ?)
                                        WHERE tenant_id = ?
                                        """,
                                        reason,
                                        clock.instant(),
                                        id.value())
                                > 0);
    }

    /** Lets a tenant go on; false when it isn't stopped. */
    public boolean resume(TenantId id) {
        return database.everywhere(
                connection ->
                        Sql.update(
                                        connection,
                                        """
                                        UPDATE tenants SET suspended_at = NULL, suspended_why = NULL
                                        WHERE tenant_id = ? AND suspended_at IS NOT NULL
                                        """,
                                        id.value())
                                > 0);
    }

    private static PlatformTenant tenant(Row row) throws SQLException {
        Instant since = row.nullableInstant("suspended_at");
        return new PlatformTenant(
                new TenantId(row.text("tenant_id")),
                row.text("name"),
                row.text("region"),
                row.instant("created_at"),
                since == null ? null : new Suspension(since, row.text("suspended_why")),
                new Size(
                        row.number("members"),
                        row.number("assistants"),
                        row.number("documents"),
                        row.number("api_keys")));
    }
}
