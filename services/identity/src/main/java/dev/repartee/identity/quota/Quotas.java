package dev.repartee.identity.quota;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of all tenants: in memory for gateways, in the database for who administers them.
 * Thread-safe.
 */
public final class Quotas {

    /** The name of the quotas among the cache versions. */
    public static final String CACHE = "quotas";

    private static final String USES =
            """
            SELECT d.quota, u.used, u.since, o.quota IS NOT NULL AS own,
              CASE WHEN o.quota IS NULL THEN d.most ELSE o.most END AS most
            FROM tenants t
            CROSS JOIN default_quotas d
            LEFT JOIN tenant_quotas o USING (tenant_id, quota)
            LEFT JOIN quota_use u USING (tenant_id, quota)
            WHERE t.tenant_id = ?
            """;

    private final Database database;
    private final Clock clock;

    // Replaced whole by refresh(); read by every thread.
    private volatile Limits limits = new Limits(Map.of(), Map.of());

    private record Key(TenantId tenant, Quota quota) {}

    /** How much there may be, -1 for no limit. */
    private record Limits(Map<Quota, Long> usual, Map<Key, Long> own) {

        long most(TenantId tenant, Quota quota) {
            Long set = own.isEmpty() ? null : own.get(new Key(tenant, quota));
            return set == null ? usual.getOrDefault(quota, UNLIMITED) : set;
        }
    }

    private static final long UNLIMITED = -1;

    public Quotas(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Reads all quotas anew; blocks. On failure the old snapshot stays. */
    public void refresh() {
        limits = database.everywhere(Quotas::read);
    }

    /** How much the tenant may have or send; empty for no limit. Memory only. */
    public OptionalLong most(TenantId tenant, Quota quota) {
        long most = limits.most(tenant, quota);
        return most == UNLIMITED ? OptionalLong.empty() : OptionalLong.of(most);
    }

    /**
     * What the tenant may have and send, and how much of it is used; blocks.
     *
     * @throws ReparteeException with {@link ErrorCode#NOT_FOUND} when there is no such tenant
     */
    public List<QuotaUse> uses(TenantId tenant) {
        Instant now = clock.instant();
        List<QuotaUse> uses =
                database.everywhere(
                        connection ->
                                Sql.list(connection, USES, row -> use(row, now), tenant.value()));
        if (uses.isEmpty()) {
            throw unknown(tenant);
        }
        return uses.stream().sorted(Comparator.comparing(QuotaUse::quota)).toList();
    }

    /**
     * Sets a tenant's own quotas in the place of those that it had; blocks. What is not named is as
     * for all. What is there already stays, also when it is too much.
     *
     * @param own null for no limit
     * @throws ReparteeException with {@link ErrorCode#NOT_FOUND} when there is no such tenant
     */
    public void set(TenantId tenant, Map<Quota, @Nullable Long> own) {
        database.transaction(
                connection -> {
                    if (Sql.list(
                                    connection,
                                    "SELECT tenant_id FROM tenants WHERE tenant_id = ? FOR UPDATE",
                                    row -> row.text("tenant_id"),
                                    tenant.value())
                            .isEmpty()) {
                        throw unknown(tenant);
                    }
                    Sql.update(
                            connection,
                            "DELETE FROM tenant_quotas WHERE tenant_id = ?",
                            tenant.value());
                    for (Map.Entry<Quota, @Nullable Long> one : own.entrySet()) {
                        Sql.update(
                                connection,
                                "INSERT INTO tenant_quotas (tenant_id, quota, most)"
                                        + " VALUES (?, ?, ?)",
                                tenant.value(),
                                one.getKey().word(),
                                one.getValue());
                    }
                    return tenant;
                });
        refresh();
    }

    /**
     * Sets what holds for every tenant that has nothing of its own; blocks. What is not named stays
     * as it is.
     *
     * @param usual null for no limit
     */
    public void setForAll(Map<Quota, @Nullable Long> usual) {
        database.transaction(
                connection -> {
                    for (Map.Entry<Quota, @Nullable Long> one : usual.entrySet()) {
                        Sql.update(
                                connection,
                                "UPDATE default_quotas SET most = ? WHERE quota = ?",
                                one.getValue(),
                                one.getKey().word());
                    }
                    return usual;
                });
        refresh();
    }

    /** Where gateways tell each other what was sent. */
    public MessageCounts counts() {
        return new MessageCounts(database);
    }

    private static QuotaUse use(Row row, Instant now) throws SQLException {
        Quota quota = known(row.text("quota"));
        Instant since = row.nullableInstant("since");
        boolean over = since != null && since.isBefore(quota.windowOf(now));
        return new QuotaUse(
                quota, row.nullableNumber("most"), row.flag("own"), over ? 0 : row.number("used"));
    }

    private static Limits read(Connection connection) throws SQLException {
        Map<Quota, Long> usual = new HashMap<>();
        Map<Key, Long> own = new HashMap<>();
        Sql.list(
                connection,
                "SELECT quota, most FROM default_quotas",
                row -> usual.put(known(row.text("quota")), most(row)));
        Sql.list(
                connection,
                "SELECT tenant_id, quota, most FROM tenant_quotas",
                row ->
                        own.put(
                                new Key(
                                        new TenantId(row.text("tenant_id")),
                                        known(row.text("quota"))),
                                most(row)));
        return new Limits(Map.copyOf(usual), Map.copyOf(own));
    }

    private static long most(Row row) throws SQLException {
        Long most = row.nullableNumber("most");
        return most == null ? UNLIMITED : most;
    }

    private static ReparteeException unknown(TenantId tenant) {
        return new ReparteeException(ErrorCode.NOT_FOUND, "there is no tenant '" + tenant + "'");
    }

    private static Quota known(String word) {
        return Arrays.stream(Quota.values())
                .filter(quota -> quota.word().equals(word))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("there is no quota " + word));
    }
}
