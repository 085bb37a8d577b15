package dev.repartee.identity.quota;

import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.time.Instant;
import java.util.List;

/**
 * What all gateways together have taken of each tenant in this minute and on this day. It lives in
 * PostgreSQL, so that it outlives every process.
 */
public final class MessageCounts {

    private static final String ADD =
            """
            INSERT INTO quota_use AS u (tenant_id, quota, used, since)
            SELECT t.tenant_id, n.quota, n.messages::bigint, n.since::timestamptz
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])
              AS n (tenant, quota, since, messages)
            JOIN tenants t ON t.tenant_id = n.tenant
            ORDER BY t.tenant_id, n.quota
            ON CONFLICT (tenant_id, quota) DO UPDATE SET
              used = CASE WHEN excluded.since > u.since THEN excluded.used
                          WHEN excluded.since = u.since THEN u.used + excluded.used
                          ELSE u.used END,
              since = greatest(u.since, excluded.since)
            RETURNING u.tenant_id, u.quota, u.used, u.since
            """;

    private final Database database;

    MessageCounts(Database database) {
        this.database = database;
    }

    /**
     * Messages of a tenant.
     *
     * @param since when the minute or day began
     */
    public record Count(TenantId tenant, Quota quota, Instant since, long messages) {}

    /**
     * Adds what one gateway took, and answers what all of them took, in one statement; blocks. What
     * belongs to a minute or day that is over already is not counted any more.
     */
    public List<Count> add(List<Count> taken) {
        return database.everywhere(
                connection ->
                        Sql.list(
                                connection,
                                ADD,
                                row ->
                                        new Count(
                                                new TenantId(row.text("tenant_id")),
                                                Quota.of(row.text("quota")).orElseThrow(),
                                                row.instant("since"),
                                                row.number("used")),
                                taken.stream().map(count -> count.tenant().value()).toList(),
                                taken.stream().map(count -> count.quota().word()).toList(),
                                taken.stream().map(count -> count.since().toString()).toList(),
                                taken.stream()
                                        .map(count -> Long.toString(count.messages()))
                                        .toList()));
    }
}
