package dev.repartee.identity;

import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The businesses, in memory; what PostgreSQL last said stays while it is gone. Thread-safe. */
public final class Tenants {

    /** The name of the tenants among the cache versions. */
    public static final String CACHE = "tenants";

    private final Database database;

    // Replaced whole by refresh(); read by every thread.
    private volatile Map<TenantId, Tenant> snapshot = Map.of();

    // The same.
    private volatile Set<TenantId> suspended = Set.of();

    public Tenants(Database database) {
        this.database = database;
    }

    /** Reads all tenants anew; blocks. On failure the old snapshot stays. */
    public void refresh() {
        snapshot = database.everywhere(Tenants::read);
        suspended = database.everywhere(Tenants::readSuspended);
    }

    /** Whether the tenant is stopped: its keys and users get no further. Memory only. */
    public boolean suspended(TenantId id) {
        return suspended.contains(id);
    }

    /** The tenant. Memory only. */
    public Optional<Tenant> find(TenantId id) {
        return Optional.ofNullable(snapshot.get(id));
    }

    /** All tenants, in no order. Memory only. */
    public List<Tenant> all() {
        return List.copyOf(snapshot.values());
    }

    /** Creates the tenant, or replaces what is known of it; blocks. */
    public void save(Tenant tenant) {
        database.with(
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    """
                                    INSERT INTO tenants (tenant_id, name, redact, region)
                                    VALUES (?, ?, ?, ?)
                                    ON CONFLICT (tenant_id) DO UPDATE
                                    SET name = excluded.name, redact = excluded.redact,
                                        region = excluded.region
                                    """)) {
                        statement.setString(1, tenant.id().value());
                        statement.setString(2, tenant.name());
                        statement.setArray(
                                3, connection.createArrayOf("text", tenant.redact().toArray()));
                        statement.setString(4, tenant.region());
                        return statement.executeUpdate();
                    }
                });
        refresh();
    }

    private static Map<TenantId, Tenant> read(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT tenant_id, name, redact, region FROM tenants");
                ResultSet rows = statement.executeQuery()) {
            Map<TenantId, Tenant> tenants = new HashMap<>();
            while (rows.next()) {
                TenantId id = new TenantId(rows.getString("tenant_id"));
                tenants.put(
                        id,
                        new Tenant(
                                id,
                                rows.getString("name"),
                                words(rows.getArray("redact")),
                                rows.getString("region")));
            }
            return Map.copyOf(tenants);
        }
    }

    private static Set<TenantId> readSuspended(Connection connection) throws SQLException {
        return Set.copyOf(
                Sql.list(
                        connection,
                        "SELECT tenant_id FROM tenants WHERE suspended_at IS NOT NULL",
                        row -> new TenantId(row.text("tenant_id"))));
    }

    private static Set<String> words(Array column) throws SQLException {
        return Set.of((String[]) column.getArray());
    }
}
