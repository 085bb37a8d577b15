package dev.repartee.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Creates the partitions of a table that is partitioned by {@link Window}, ahead of time or when a
 * row needs one. Several processes may do so at once. Thread-safe.
 *
 * <p>A partition is made on the side and then attached, which neither blocks readers nor writers of
 * the table (making it in place would).
 */
public final class WindowPartitions {

    private static final int WINDOWS_BEHIND = 2;
    private static final int WINDOWS_AHEAD = 3;

    private final Database database;
    private final String table;

    /** Windows known to have a partition; bounded by what callers ask for. */
    private final Set<Window> existing = ConcurrentHashMap.newKeySet();

    /**
     * @param table a trusted name; it goes into statements as it is
     */
    public WindowPartitions(Database database, String table) {
        this.database = database;
        this.table = table;
    }

    /** Makes sure of this window, the next three and the two past. */
    public void ensureAround(Instant now) {
        Window current = Window.of(now);
        ensure(
                IntStream.rangeClosed(-WINDOWS_BEHIND, WINDOWS_AHEAD)
                        .mapToObj(current::plus)
                        .collect(Collectors.toSet()));
    }

    /** Makes sure of these windows; free of charge for those seen before. */
    public void ensure(Collection<Window> windows) {
        Set<Window> missing = new TreeSet<>(windows);
        missing.removeAll(existing);
        if (missing.isEmpty()) {
            return;
        }
        database.transaction(
                connection -> {
                    lock(connection);
                    for (Window window : missing) {
                        if (!exists(connection, window)) {
                            create(connection, window);
                        }
                    }
                    return missing.size();
                });
        existing.addAll(missing);
    }

    /** Forgets what it has seen, after partitions were dropped. */
    public void forget() {
        existing.clear();
    }

    private void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement(
                        "SELECT pg_advisory_xact_lock(hashtext('partitions'), hashtext(?))")) {
            lock.setString(1, table);
            lock.execute();
        }
    }

    private boolean exists(Connection connection, Window window) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT 1 FROM pg_inherits WHERE inhparent = to_regclass(?)"
                                + " AND inhrelid = to_regclass(?)")) {
            query.setString(1, table);
            query.setString(2, window.partition(table));
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void create(Connection connection, Window window) throws SQLException {
        String partition = window.partition(table);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS %s (LIKE %s INCLUDING ALL)"
                            .formatted(partition, table));
            statement.execute(
                    "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')"
                            .formatted(table, partition, window.start(), window.plus(1).start()));
        }
    }
}
