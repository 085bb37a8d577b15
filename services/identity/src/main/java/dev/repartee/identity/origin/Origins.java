package dev.repartee.identity.origin;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The origins that tenants allow, in memory. Thread-safe. */
public final class Origins {

    /** The name of the origins among the cache versions. */
    public static final String CACHE = "origins";

    /** Most origins of one tenant. */
    public static final int MOST = 50;

    private final Database database;

    // Replaced whole by refresh(); read by every thread.
    private volatile Map<String, Set<TenantId>> tenants = Map.of();

    public Origins(Database database) {
        this.database = database;
    }

    /** Reads all origins anew; blocks. On failure the old snapshot stays. */
    public void refresh() {
        tenants = database.everywhere(Origins::read);
    }

    /** Whether any tenant allows it. Memory only. */
    boolean known(String origin) {
        return tenants.containsKey(origin);
    }

    /** Whether the tenant allows it. Memory only. */
    boolean allows(TenantId tenant, String origin) {
        return tenants.getOrDefault(origin, Set.of()).contains(tenant);
    }

    /** The tenant's origins, in order; blocks. */
    public List<Origin> of(TenantId tenant) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                "SELECT origin FROM tenant_origins WHERE tenant_id = ?"
                                        + " ORDER BY origin",
                                row -> new Origin(row.text("origin")),
                                tenant.value()));
    }

    /**
     * Sets the tenant's origins in the place of those that it had; blocks. This process knows it at
     * once, others within a second.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} for more than {@value #MOST}
     */
    public void replace(TenantId tenant, Set<Origin> origins) {
        if (origins.size() > MOST) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "a tenant may have " + MOST + " origins");
        }
        database.transaction(
                connection -> {
                    Sql.update(
                            connection,
                            "DELETE FROM tenant_origins WHERE tenant_id = ?",
                            tenant.value());
                    return Sql.update(
                            connection,
                            "INSERT INTO tenant_origins (tenant_id, origin)"
                                    + " SELECT ?, unnest(?::text[])",
                            tenant.value(),
                            origins.stream().map(Origin::value).toList());
                });
        refresh();
    }

    private static Map<String, Set<TenantId>> read(Connection connection) throws SQLException {
        Map<String, Set<TenantId>> found = new HashMap<>();
        Sql.list(
                connection,
                "SELECT tenant_id, origin FROM tenant_origins",
                row ->
                        found.computeIfAbsent(row.text("origin"), origin -> new HashSet<>())
                                .add(new TenantId(row.text("tenant_id"))));
        return Map.copyOf(found);
    }
}
