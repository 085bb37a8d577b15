package dev.repartee.privacy;

import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import dev.repartee.postgres.Window;
import java.time.Instant;
import java.util.List;

/**
 * Deletes what is too old, a few rows at a time, so that nobody waits for it. What somebody else is
 * writing at that moment is left for the next time.
 */
final class OldRecords {

    private static final int AT_ONCE = 1_000;

    /** Rows are taken in the order in which batches lock them; a window may begin later. */
    private static final String MESSAGES =
            """
            WITH doomed AS (
                SELECT tenant_id, user_id, request_id, window_start FROM chat_messages
                WHERE tenant_id = ? AND created_at < ? AND window_start <= ?
                ORDER BY user_id COLLATE "C", request_id COLLATE "C", window_start
                LIMIT ? FOR UPDATE SKIP LOCKED)
            DELETE FROM chat_messages m USING doomed d
            WHERE m.tenant_id = d.tenant_id AND m.user_id = d.user_id
                AND m.request_id = d.request_id AND m.window_start = d.window_start
            """;

    /** Of tables that hang on messages: their name, and the time that counts. */
    private static final String BESIDE =
            """
            DELETE FROM %1$s WHERE ctid IN (
                SELECT ctid FROM %1$s WHERE tenant_id = ? AND %2$s < ? LIMIT ?
                FOR UPDATE SKIP LOCKED)
            """;

    private static final List<String> BESIDES =
            List.of(
                    BESIDE.formatted("feedback", "message_at"),
                    BESIDE.formatted("safety_decisions", "at"),
                    BESIDE.formatted("tool_calls", "at"),
                    BESIDE.formatted("pending_replies", "accepted_at"));

    private static final String COUNTS =
            """
            SELECT
              (SELECT count(*) FROM chat_messages WHERE tenant_id = t.id AND created_at < t.before
                 AND window_start <= ?) AS messages,
              (SELECT count(*) FROM feedback
                 WHERE tenant_id = t.id AND message_at < t.before) AS feedback,
              (SELECT count(*) FROM safety_decisions
                 WHERE tenant_id = t.id AND at < t.before) AS decisions,
              (SELECT count(*) FROM tool_calls
                 WHERE tenant_id = t.id AND at < t.before) AS tool_calls,
              (SELECT count(*) FROM pending_replies
                 WHERE tenant_id = t.id AND accepted_at < t.before) AS pending
            FROM (SELECT ?::text AS id, ?::timestamptz AS before) t
            """;

    private final Database database;

    OldRecords(Database database) {
        this.database = database;
    }

    /** Deletes what a tenant said before then; tells how many messages that were. */
    long delete(TenantId tenant, Instant before) {
        long messages = 0;
        int now;
        do {
            now =
                    database.with(
                            connection ->
                                    Sql.update(
                                            connection,
                                            MESSAGES,
                                            tenant.value(),
                                            before,
                                            Window.of(before).plus(1).start(),
                                            AT_ONCE));
            messages += now;
        } while (now == AT_ONCE);
        for (String beside : BESIDES) {
            drain(beside, tenant, before);
        }
        return messages;
    }

    /** What {@link #delete} would find; deletes nothing. */
    Doomed count(TenantId tenant, Instant before) {
        return database.with(
                connection ->
                        Sql.first(
                                        connection,
                                        COUNTS,
                                        row ->
                                                new Doomed(
                                                        before,
                                                        row.number("messages"),
                                                        row.number("feedback"),
                                                        row.number("decisions"),
                                                        row.number("tool_calls"),
                                                        row.number("pending")),
                                        Window.of(before).plus(1).start(),
                                        tenant.value(),
                                        before)
                                .orElseThrow());
    }

    private void drain(String sql, TenantId tenant, Instant before) {
        int now;
        do {
            now =
                    database.with(
                            connection ->
                                    Sql.update(connection, sql, tenant.value(), before, AT_ONCE));
        } while (now == AT_ONCE);
    }
}
