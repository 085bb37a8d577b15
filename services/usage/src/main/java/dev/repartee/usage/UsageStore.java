package dev.repartee.usage;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Usage in the database. Throws {@link dev.repartee.contract.ReparteeException} with {@code
 * STORE_UNAVAILABLE} when it does not answer.
 */
public final class UsageStore {

    private static final String ADD =
            """
            INSERT INTO model_usage (tenant_id, assistant_id, model, purpose, hour, calls,
                prompt_tokens, completion_tokens, cost_nanos)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM tenants WHERE tenant_id = ?)
            ON CONFLICT (tenant_id, hour, assistant_id, model, purpose) DO UPDATE SET
                calls = model_usage.calls + EXCLUDED.calls,
                prompt_tokens = model_usage.prompt_tokens + EXCLUDED.prompt_tokens,
                completion_tokens = model_usage.completion_tokens + EXCLUDED.completion_tokens,
                cost_nanos = model_usage.cost_nanos + EXCLUDED.cost_nanos
            """;

    /** Two processes that add to the same rows take them in the same order. */
    private static final Comparator<UsageEntry> ORDER =
            Comparator.comparing((UsageEntry entry) -> entry.key().tenant().value())
                    .thenComparing(entry -> entry.key().hour())
                    .thenComparing(entry -> entry.key().assistant().value())
                    .thenComparing(entry -> entry.key().model())
                    .thenComparing(entry -> entry.key().purpose());

    private final Database database;

    public UsageStore(Database database) {
        this.database = database;
    }

    /** Adds all of them or none. */
    void add(List<UsageEntry> entries) {
        database.transaction(
                connection -> {
                    try (PreparedStatement add = connection.prepareStatement(ADD)) {
                        for (UsageEntry entry : entries.stream().sorted(ORDER).toList()) {
                            bind(add, entry);
                            add.addBatch();
                        }
                        return add.executeBatch().length;
                    }
                });
    }

    /**
     * What was spent since a time, in billionths of the currency.
     *
     * @param assistant whose, or null for all of the tenant's together
     */
    long spentSince(TenantId tenant, @Nullable AssistantId assistant, Instant from) {
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT coalesce(sum(cost_nanos), 0) FROM model_usage"
                                            + " WHERE tenant_id = ? AND hour >= ?"
                                            + (assistant == null ? "" : " AND assistant_id = ?"))) {
                        select.setString(1, tenant.value());
                        select.setObject(2, from.atOffset(ZoneOffset.UTC));
                        if (assistant != null) {
                            select.setString(3, assistant.value());
                        }
                        try (ResultSet rows = select.executeQuery()) {
                            rows.next();
                            return rows.getLong(1);
                        }
                    }
                });
    }

    /**
     * What was used in a time, largest cost first.
     *
     * @param by what to tell apart; empty for one sum
     * @param most rows at most
     */
    public List<UsageRow> report(
            TenantId tenant, Instant from, Instant to, Set<UsageDimension> by, int most) {
        List<String> columns = new ArrayList<>();
        for (UsageDimension dimension : UsageDimension.values()) {
            columns.add(by.contains(dimension) ? dimension.column() : "NULL::text");
        }
        String sql =
                """
                SELECT %s, sum(calls), sum(prompt_tokens), sum(completion_tokens), sum(cost_nanos)
                FROM model_usage WHERE tenant_id = ? AND hour >= ? AND hour < ?
                GROUP BY 1, 2, 3, 4 ORDER BY 8 DESC, 1, 2, 3, 4 LIMIT ?
                """
                        .formatted(String.join(", ", columns));
        return database.with(
                connection -> {
                    try (PreparedStatement select = connection.prepareStatement(sql)) {
                        select.setString(1, tenant.value());
                        select.setObject(2, from.atOffset(ZoneOffset.UTC));
                        select.setObject(3, to.atOffset(ZoneOffset.UTC));
                        select.setInt(4, most);
                        List<UsageRow> report = new ArrayList<>();
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                report.add(row(rows));
                            }
                        }
                        return report;
                    }
                });
    }

    private static UsageRow row(ResultSet row) throws SQLException {
        return new UsageRow(
                new UsageRow.Group(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                Money.ofNanos(row.getLong(8)));
    }

    private static void bind(PreparedStatement add, UsageEntry entry) throws SQLException {
        add.setString(1, entry.key().tenant().value());
        add.setString(2, entry.key().assistant().value());
        add.setString(3, entry.key().model());
        add.setString(4, entry.key().purpose().word());
        add.setObject(5, entry.key().hour().atOffset(ZoneOffset.UTC));
        add.setLong(6, entry.amount().calls());
        add.setLong(7, entry.amount().promptTokens());
        add.setLong(8, entry.amount().completionTokens());
        add.setLong(9, entry.amount().costNanos());
        add.setString(10, entry.key().tenant().value());
    }
}
