package dev.repartee.messages.postgres;

import dev.repartee.contract.UserKey;
import dev.repartee.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Empties what the main database holds of erased users, up to their tombstones. */
final class Erasure {

    private static final int ROWS_AT_ONCE = 1_000;
    private static final int USERS_AT_ONCE = 500;

    private static final String ERASED =
            "unnest(?::text[], ?::text[], ?::timestamptz[]) AS e (tenant_id, user_id, erased_at)";

    /** Rows are locked in the order in which batches lock them. */
    private static final String EMPTY =
            """
            WITH doomed AS (
                SELECT m.tenant_id, m.user_id, m.request_id, m.window_start
                FROM %s JOIN chat_messages m USING (tenant_id, user_id)
                WHERE m.created_at <= e.erased_at AND NOT m.erased
                ORDER BY m.tenant_id COLLATE "C", m.user_id COLLATE "C",
                    m.request_id COLLATE "C", m.window_start
                LIMIT %d
                FOR UPDATE OF m)
            UPDATE chat_messages m SET erased = true, %s
            FROM doomed d
            WHERE m.tenant_id = d.tenant_id AND m.user_id = d.user_id
                AND m.request_id = d.request_id AND m.window_start = d.window_start
            """
                    .formatted(
                            ERASED,
                            ROWS_AT_ONCE,
                            Stream.of(Column.values())
                                    .filter(Column::derivedFromText)
                                    .map(column -> column.columnName() + " = NULL")
                                    .collect(Collectors.joining(", ")));

    private static final String DROP_PENDING =
            """
            DELETE FROM pending_replies p USING %s
            WHERE p.tenant_id = e.tenant_id AND p.user_id = e.user_id
                AND p.accepted_at <= e.erased_at
            """
                    .formatted(ERASED);

    private static final String DROP_CURSORS =
            """
            DELETE FROM device_cursors c USING %s
            WHERE c.tenant_id = e.tenant_id AND c.user_id = e.user_id AND c.seen_at <= e.erased_at
            """
                    .formatted(ERASED);

    private final Database database;

    Erasure(Database database) {
        this.database = database;
    }

    /** Rows emptied. */
    int erase(Map<UserKey, Instant> tombstones) {
        if (tombstones.isEmpty()) {
            return 0;
        }
        waitForBatchesUnderWay();
        int emptied = 0;
        List<Map.Entry<UserKey, Instant>> all = new ArrayList<>(tombstones.entrySet());
        for (int from = 0; from < all.size(); from += USERS_AT_ONCE) {
            emptied += erase(all.subList(from, Integer.min(from + USERS_AT_ONCE, all.size())));
        }
        return emptied;
    }

    /** A batch that began before the tombstone was written ends before this returns. */
    private void waitForBatchesUnderWay() {
        database.transaction(
                connection -> {
                    StoreLock.ALONE.acquire(connection);
                    return true;
                });
    }

    private int erase(List<Map.Entry<UserKey, Instant>> tombstones) {
        int emptied = 0;
        int now;
        do {
            now = database.with(connection -> update(connection, EMPTY, tombstones));
            emptied += now;
        } while (now == ROWS_AT_ONCE);
        database.with(connection -> update(connection, DROP_PENDING, tombstones));
        database.with(connection -> update(connection, DROP_CURSORS, tombstones));
        return emptied;
    }

    private static int update(
            Connection connection, String sql, List<Map.Entry<UserKey, Instant>> tombstones)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<UserKey> users = tombstones.stream().map(Map.Entry::getKey).toList();
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", users.stream().map(user -> user.tenant().value()).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", users.stream().map(user -> user.user().value()).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "timestamptz",
                            tombstones.stream()
                                    .map(entry -> entry.getValue().atOffset(ZoneOffset.UTC))
                                    .map(Object::toString)
                                    .toArray()));
            return statement.executeUpdate();
        }
    }
}
