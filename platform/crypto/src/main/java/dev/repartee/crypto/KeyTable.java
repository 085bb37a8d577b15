package dev.repartee.crypto;

import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Wrapped keys and tombstones in the keys' database.
 *
 * <p>Creating keys holds a lock that erasing excludes, so that no key is created by someone who has
 * not seen the tombstone.
 */
final class KeyTable {

    /** The limits keep the planner from reading a whole table for a batch of users. */
    private static final String READ =
            """
            SELECT n.tenant_id, n.user_id, k.wrapped_key, e.erased_at
            FROM unnest(?::text[], ?::text[]) AS n (tenant_id, user_id)
            LEFT JOIN LATERAL (
                SELECT wrapped_key FROM user_keys
                WHERE tenant_id = n.tenant_id AND user_id = n.user_id LIMIT 1) k ON true
            LEFT JOIN LATERAL (
                SELECT erased_at FROM erasures
                WHERE tenant_id = n.tenant_id AND user_id = n.user_id LIMIT 1) e ON true
            """;

    private static final String CREATE =
            """
            INSERT INTO user_keys (tenant_id, user_id, wrapped_key)
            SELECT n.tenant_id, n.user_id, n.wrapped_key
            FROM unnest(?::text[], ?::text[], ?::bytea[], ?::timestamptz[])
                AS n (tenant_id, user_id, wrapped_key, accepted_at)
            WHERE NOT EXISTS (
                SELECT FROM erasures e
                WHERE e.tenant_id = n.tenant_id AND e.user_id = n.user_id
                    AND e.erased_at >= n.accepted_at)
            ON CONFLICT DO NOTHING
            """;

    private static final String BURY =
            """
            INSERT INTO erasures AS e (tenant_id, user_id, erased_at) VALUES (?, ?, ?)
            ON CONFLICT (tenant_id, user_id)
                DO UPDATE SET erased_at = GREATEST(e.erased_at, excluded.erased_at)
            RETURNING erased_at
            """;

    private static final String DESTROY =
            "DELETE FROM user_keys WHERE tenant_id = ? AND user_id = ?";

    private static final String ERASED_SINCE =
            "SELECT tenant_id, user_id, erased_at FROM erasures WHERE erased_at >= ?";

    private static final String LOCK_TO_CREATE =
            "SELECT pg_advisory_xact_lock_shared(hashtext('user_keys'), 0)";
    private static final String LOCK_TO_ERASE =
            "SELECT pg_advisory_xact_lock(hashtext('user_keys'), 0)";

    private final Database database;

    /** What lies in the database about one user. */
    record Entry(byte @Nullable [] wrappedKey, @Nullable Instant erasedAt) {}

    /** A key to be stored, unless the user was erased since that time. */
    record Draft(UserKey user, byte[] wrappedKey, Instant acceptedAt) {}

    /** A user's key as it lies there. */
    record Wrapped(UserKey user, byte[] key) {}

    /** The same key, wrapped anew. */
    record Replacement(Wrapped old, byte[] fresh) {}

    KeyTable(Database database) {
        this.database = database.prompt();
    }

    /** An entry for each of the users, whether there is anything about them or not. */
    Map<UserKey, Entry> read(Collection<UserKey> users) {
        List<UserKey> list = List.copyOf(users);
        return database.with(
                connection -> {
                    try (PreparedStatement query = connection.prepareStatement(READ)) {
                        bind(query, list);
                        try (ResultSet rows = query.executeQuery()) {
                            Map<UserKey, Entry> entries = HashMap.newHashMap(list.size());
                            while (rows.next()) {
                                entries.put(
                                        user(rows), new Entry(rows.getBytes(3), instant(rows, 4)));
                            }
                            return entries;
                        }
                    }
                });
    }

    /** Stores the keys of users who have none; the first of several writers wins. */
    void create(Collection<Draft> drafts) {
        List<Draft> sorted =
                drafts.stream()
                        .sorted(Comparator.comparing(draft -> draft.user().toString()))
                        .toList();
        database.transaction(
                connection -> {
                    execute(connection, LOCK_TO_CREATE);
                    try (PreparedStatement insert = connection.prepareStatement(CREATE)) {
                        bind(insert, sorted.stream().map(Draft::user).toList());
                        insert.setArray(
                                3,
                                connection.createArrayOf(
                                        "bytea",
                                        sorted.stream()
                                                .map(Draft::wrappedKey)
                                                .toArray(byte[][]::new)));
                        insert.setArray(
                                4,
                                connection.createArrayOf(
                                        "timestamptz",
                                        sorted.stream()
                                                .map(draft -> utc(draft.acceptedAt()).toString())
                                                .toArray()));
                        return insert.executeUpdate();
                    }
                });
    }

    /** Writes the tombstone and destroys the key in one transaction. */
    Instant erase(UserKey user, Instant now) {
        // the column has microseconds: round up, so that what was accepted just now is covered
        Instant until = now.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
        return database.transaction(
                connection -> {
                    execute(connection, LOCK_TO_ERASE);
                    try (PreparedStatement bury = connection.prepareStatement(BURY);
                            PreparedStatement destroy = connection.prepareStatement(DESTROY)) {
                        bury.setString(1, user.tenant().value());
                        bury.setString(2, user.user().value());
                        bury.setObject(3, utc(until));
                        destroy.setString(1, user.tenant().value());
                        destroy.setString(2, user.user().value());
                        destroy.executeUpdate();
                        try (ResultSet rows = bury.executeQuery()) {
                            rows.next();
                            return rows.getObject(1, OffsetDateTime.class).toInstant();
                        }
                    }
                });
    }

    Map<UserKey, Instant> erasedSince(Instant since) {
        return database.with(
                connection -> {
                    try (PreparedStatement query = connection.prepareStatement(ERASED_SINCE)) {
                        query.setObject(1, utc(since));
                        try (ResultSet rows = query.executeQuery()) {
                            Map<UserKey, Instant> erased = new HashMap<>();
                            while (rows.next()) {
                                erased.put(
                                        user(rows),
                                        rows.getObject(3, OffsetDateTime.class).toInstant());
                            }
                            return erased;
                        }
                    }
                });
    }

    private static void bind(PreparedStatement statement, List<UserKey> users) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(
                1,
                connection.createArrayOf(
                        "text", users.stream().map(user -> user.tenant().value()).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "text", users.stream().map(user -> user.user().value()).toArray()));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static UserKey user(ResultSet rows) throws SQLException {
        return new UserKey(new TenantId(rows.getString(1)), new UserId(rows.getString(2)));
    }

    private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** A page of the wrapped keys after that user, by tenant and user. */
    List<Wrapped> after(UserKey last, int limit) {
        return page(
                "SELECT tenant_id, user_id, wrapped_key FROM user_keys"
                        + " WHERE (tenant_id, user_id) > (?, ?)"
                        + " ORDER BY tenant_id, user_id LIMIT ?",
                query -> {
                    query.setString(1, last.tenant().value());
                    query.setString(2, last.user().value());
                    query.setInt(3, limit);
                });
    }

    List<UserKey> ofTenant(TenantId tenant, int limit) {
        return page(
                        "SELECT tenant_id, user_id, wrapped_key FROM user_keys"
                                + " WHERE tenant_id = ? LIMIT ?",
                        query -> {
                            query.setString(1, tenant.value());
                            query.setInt(2, limit);
                        })
                .stream()
                .map(Wrapped::user)
                .toList();
    }

    /** The first page of the wrapped keys. */
    List<Wrapped> first(int limit) {
        return page(
                "SELECT tenant_id, user_id, wrapped_key FROM user_keys"
                        + " ORDER BY tenant_id, user_id LIMIT ?",
                query -> query.setInt(1, limit));
    }

    /** Replaces keys that are still what they were: one that was destroyed stays so. */
    int replace(List<Replacement> replacements) {
        return database.transaction(
                connection -> {
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    "UPDATE user_keys SET wrapped_key = ? WHERE tenant_id = ?"
                                            + " AND user_id = ? AND wrapped_key = ?")) {
                        for (Replacement one : replacements) {
                            update.setBytes(1, one.fresh());
                            update.setString(2, one.old().user().tenant().value());
                            update.setString(3, one.old().user().user().value());
                            update.setBytes(4, one.old().key());
                            update.addBatch();
                        }
                        return Arrays.stream(update.executeBatch()).sum();
                    }
                });
    }

    private interface Binding {
        void bind(PreparedStatement query) throws SQLException;
    }

    private List<Wrapped> page(String sql, Binding binding) {
        return database.with(
                connection -> {
                    try (PreparedStatement query = connection.prepareStatement(sql)) {
                        binding.bind(query);
                        try (ResultSet rows = query.executeQuery()) {
                            List<Wrapped> found = new ArrayList<>();
                            while (rows.next()) {
                                found.add(new Wrapped(user(rows), rows.getBytes(3)));
                            }
                            return found;
                        }
                    }
                });
    }
}
