package dev.repartee.messages.row;

import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.postgres.Window;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the rows whose id is there already, in this window or a neighbouring one: an id that comes
 * again just after the turn of a window must not become a second row.
 */
public final class WindowFinder {

    /** Clocks of two processes never differ by more. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /**
     * One look into the index for each row. A plain join would rather read the whole partition, and
     * more of it the fuller it gets; the limit in the subquery keeps the planner from it.
     */
    private static final String FIND =
            """
            SELECT n.tenant_id, n.user_id, n.request_id, f.window_start
            FROM unnest(?::text[], ?::text[], ?::text[], ?::date[])
                AS n (tenant_id, user_id, request_id, window_start)
            CROSS JOIN LATERAL (
                SELECT m.window_start FROM chat_messages m
                WHERE m.tenant_id = n.tenant_id AND m.user_id = n.user_id
                    AND m.request_id = n.request_id
                    AND m.window_start BETWEEN n.window_start - %1$d AND n.window_start + %1$d
                    AND m.window_start BETWEEN ? AND ?
                ORDER BY m.window_start LIMIT 1) AS f
            """
                    .formatted(Window.DAYS);

    private WindowFinder() {}

    /** The window of each row that is there already and may lie elsewhere than expected. */
    public static Map<RequestKey, Window> find(Connection connection, List<MessageRow> rows)
            throws SQLException {
        List<MessageRow> doubtful = rows.stream().filter(WindowFinder::doubtful).toList();
        if (doubtful.isEmpty()) {
            return Map.of();
        }
        Window first = window(doubtful, Comparator.naturalOrder());
        Window last = window(doubtful, Comparator.reverseOrder());
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setArray(1, array(connection, doubtful, row -> row.key().tenant()));
            query.setArray(2, array(connection, doubtful, row -> row.key().user()));
            query.setArray(3, array(connection, doubtful, row -> row.key().requestId()));
            query.setArray(4, array(connection, doubtful, row -> row.birth().window().start()));
            query.setObject(5, first.plus(-1).start());
            query.setObject(6, last.plus(1).start());
            try (ResultSet found = query.executeQuery()) {
                Map<RequestKey, Window> windows = new HashMap<>();
                while (found.next()) {
                    windows.put(
                            new RequestKey(
                                    new TenantId(found.getString(1)),
                                    new UserId(found.getString(2)),
                                    new RequestId(found.getString(3))),
                            new Window(found.getObject(4, LocalDate.class)));
                }
                return windows;
            }
        }
    }

    private static boolean doubtful(MessageRow row) {
        MessageRow.Birth birth = row.birth();
        return row.mayComeAgain()
                || !birth.certain()
                || !Window.of(birth.at().minus(SKEW)).equals(Window.of(birth.at().plus(SKEW)));
    }

    private static Window window(List<MessageRow> rows, Comparator<Window> order) {
        return rows.stream().map(row -> row.birth().window()).min(order).orElseThrow();
    }

    private static Array array(
            Connection connection, List<MessageRow> rows, Function<MessageRow, Object> part)
            throws SQLException {
        return connection.createArrayOf(
                "text", rows.stream().map(row -> part.apply(row).toString()).toArray());
    }
}
