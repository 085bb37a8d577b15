package dev.repartee.messages.count;

import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import dev.repartee.postgres.Window;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Counts the messages of all tenants, without reading what they say; for who runs the platform.
 * Every call blocks. Thread-safe.
 */
public final class Traffic {

    private static final int MOST = 10_000;

    private static final String BETWEEN =
            """
            SELECT tenant_id, count(*) AS messages,
              count(*) FILTER (WHERE state = 'replied') AS replied,
              count(*) FILTER (WHERE state = 'open') AS open,
              count(*) FILTER (WHERE state = 'parked') AS parked,
              count(*) FILTER (WHERE state = 'expired') AS expired,
              coalesce(sum(tokens_used), 0) AS tokens,
              coalesce(sum(cost_nanos), 0) AS cost_nanos
            FROM chat_messages
            WHERE window_start BETWEEN ? AND ? AND created_at >= ? AND created_at < ?
            GROUP BY tenant_id ORDER BY messages DESC, tenant_id LIMIT ?
            """;

    private final Database database;

    public Traffic(Database database) {
        this.database = database;
    }

    /**
     * What one tenant's users said in a time.
     *
     * @param tenantId whose
     * @param messages all of them
     * @param replied answered
     * @param open not finished yet
     * @param parked given up, to be replayed
     * @param expired not answered in time
     * @param tokens that models used
     * @param costNanos in billionths of the deployment's currency
     */
    public record OfTenant(
            String tenantId,
            long messages,
            long replied,
            long open,
            long parked,
            long expired,
            long tokens,
            long costNanos) {}

    /** What was said in a time, most messages first; the 10,000 busiest tenants at most. */
    public List<OfTenant> between(Instant from, Instant to) {
        return database.everywhere(
                connection ->
                        Sql.list(
                                connection,
                                BETWEEN,
                                Traffic::row,
                                Window.of(from).plus(-1).start(),
                                Window.of(to).plus(1).start(),
                                from,
                                to,
                                MOST));
    }

    /** Size of the main database on disk. */
    public long storedBytes() {
        return database.everywhere(
                connection ->
                        Sql.first(
                                        connection,
                                        "SELECT pg_database_size(current_database()) AS bytes",
                                        row -> row.number("bytes"))
                                .orElseThrow());
    }

    private static OfTenant row(Row row) throws SQLException {
        return new OfTenant(
                row.text("tenant_id"),
                row.number("messages"),
                row.number("replied"),
                row.number("open"),
                row.number("parked"),
                row.number("expired"),
                row.number("tokens"),
                row.number("cost_nanos"));
    }
}
