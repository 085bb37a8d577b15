package dev.repartee.delivery.pending;

import dev.repartee.contract.RequestId;
import dev.repartee.contract.UserKey;
import dev.repartee.crypto.UndecipherableException;
import dev.repartee.crypto.UserCipher;
import dev.repartee.crypto.UserVault;
import dev.repartee.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waiting replies in PostgreSQL, sealed under their user's key (promise P8). Thread-safe. */
public final class PostgresPendingStore implements PendingStore, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresPendingStore.class);
    private static final int DROP_AT_ONCE = 1_000;

    /** Nobody waits for how far devices have read; what comes within it shares a transaction. */
    private static final Duration SAVES_GATHER = Duration.ofMillis(50);

    private record PageQuestion(UserKey user, long after, int limit) {}

    private record SaveQuestion(UserKey user, List<DeviceCursor> devices, long trimThrough) {}

    private record ClearQuestion(UserKey user, RequestId requestId) {}

    private final Database database;
    private final UserVault vault;
    private final Duration deviceAge;
    private final Batcher<UserKey, Known> loads;
    private final Batcher<PageQuestion, Page> pages;
    private final Batcher<StoreWrites.Question, Stored> stores;
    private final Batcher<SaveQuestion, Optional<Row>> saves;
    private final Batcher<ClearQuestion, Optional<Row>> clears;

    /**
     * @param pendingPerUser replies of one user that may wait; the oldest give way
     * @param deviceAge for how long a device is waited for that was not seen
     */
    public PostgresPendingStore(
            Database database, UserVault vault, int pendingPerUser, Duration deviceAge) {
        this.database = database;
        this.vault = vault;
        this.deviceAge = deviceAge;
        StoreWrites writes = new StoreWrites(database, vault, pendingPerUser);
        this.loads = new Batcher<>("loads", this::loadAll);
        this.pages = new Batcher<>("pages", each(this::read));
        this.stores = new Batcher<>("stores", writes::store);
        this.saves = new Batcher<>("saves", SAVES_GATHER, this::saveAll);
        this.clears = new Batcher<>("clears", each(this::remove));
    }

    @Override
    public CompletableFuture<Known> load(UserKey user) {
        return loads.ask(user);
    }

    @Override
    public CompletableFuture<Page> page(UserKey user, long after, int limit) {
        return pages.ask(new PageQuestion(user, after, limit));
    }

    @Override
    public CompletableFuture<Stored> store(UserKey user, List<Outgoing> replies) {
        return stores.ask(new StoreWrites.Question(user, replies));
    }

    @Override
    public CompletableFuture<Void> save(
            UserKey user, List<DeviceCursor> devices, long trimThrough) {
        return saves.ask(new SaveQuestion(user, devices, trimThrough)).thenApply(saved -> null);
    }

    @Override
    public CompletableFuture<Optional<Row>> clear(UserKey user, RequestId requestId) {
        return clears.ask(new ClearQuestion(user, requestId));
    }

    private List<Known> loadAll(List<UserKey> users) {
        return database.with(
                connection -> {
                    Map<UserKey, List<DeviceCursor>> devices = devices(connection, users);
                    Set<UserKey> pending = pending(connection, users);
                    return users.stream()
                            .map(
                                    user ->
                                            new Known(
                                                    devices.getOrDefault(user, List.of()),
                                                    pending.contains(user)))
                            .toList();
                });
    }

    private Map<UserKey, List<DeviceCursor>> devices(Connection connection, List<UserKey> users)
            throws SQLException {
        String sql =
                """
                SELECT tenant_id, user_id, device, acknowledged, seen_at FROM device_cursors
                WHERE (tenant_id, user_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))
                  AND seen_at > now() - make_interval(secs => ?)
                ORDER BY seen_at DESC
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.users(connection, statement, 1, users);
            statement.setDouble(3, deviceAge.toSeconds());
            Map<UserKey, List<DeviceCursor>> devices = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    devices.computeIfAbsent(Rows.user(rows), user -> new ArrayList<>())
                            .add(
                                    new DeviceCursor(
                                            rows.getString(3),
                                            rows.getLong(4),
                                            rows.getTimestamp(5).toInstant()));
                }
            }
            return devices;
        }
    }

    private static Set<UserKey> pending(Connection connection, List<UserKey> users)
            throws SQLException {
        String sql =
                """
                SELECT t, u FROM unnest(?::text[], ?::text[]) AS q(t, u)
                WHERE EXISTS (SELECT FROM pending_replies WHERE tenant_id = t AND user_id = u)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.users(connection, statement, 1, users);
            Set<UserKey> pending = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    pending.add(Rows.user(rows));
                }
            }
            return pending;
        }
    }

    private Page read(PageQuestion question) {
        record Sealed(long offset, String requestId, byte[] payload) {}
        String sql =
                """
                SELECT log_offset, request_id, payload FROM pending_replies
                WHERE tenant_id = ? AND user_id = ? AND log_offset > ?
                ORDER BY log_offset LIMIT ?
                """;
        List<Sealed> found =
                database.with(
                        connection -> {
                            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                                statement.setString(1, question.user().tenant().value());
                                statement.setString(2, question.user().user().value());
                                statement.setLong(3, question.after());
                                statement.setInt(4, question.limit() + 1);
                                List<Sealed> list = new ArrayList<>();
                                try (ResultSet rows = statement.executeQuery()) {
                                    while (rows.next()) {
                                        list.add(
                                                new Sealed(
                                                        rows.getLong(1),
                                                        rows.getString(2),
                                                        rows.getBytes(3)));
                                    }
                                }
                                return list;
                            }
                        });
        boolean more = found.size() > question.limit();
        Optional<UserCipher> cipher =
                found.isEmpty() ? Optional.empty() : vault.existing(question.user());
        List<Outgoing> replies = new ArrayList<>();
        for (Sealed row : more ? found.subList(0, question.limit()) : found) {
            cipher.flatMap(
                            c ->
                                    open(
                                            c,
                                            question.user(),
                                            row.requestId(),
                                            row.offset(),
                                            row.payload()))
                    .ifPresentOrElse(
                            replies::add,
                            () ->
                                    remove(
                                            new ClearQuestion(
                                                    question.user(),
                                                    new RequestId(row.requestId()))));
        }
        return new Page(replies, more);
    }

    /** Empty for a row that nobody can read any more: its user was erased. */
    private static Optional<Outgoing> open(
            UserCipher cipher, UserKey user, String requestId, long offset, byte[] payload) {
        try {
            return Optional.of(ReplyPayload.open(cipher, user, requestId, offset, payload));
        } catch (UndecipherableException e) {
            log.atWarn()
                    .addKeyValue("requestId", requestId)
                    .setCause(e)
                    .log("A waiting reply can't be read and is forgotten");
            return Optional.empty();
        }
    }

    private List<Optional<Row>> saveAll(List<SaveQuestion> questions) {
        String forget =
                """
                DELETE FROM device_cursors
                WHERE tenant_id = ? AND user_id = ? AND device <> ALL (?::text[])
                """;
        String remember =
                """
                INSERT INTO device_cursors AS c (tenant_id, user_id, device, acknowledged, seen_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (tenant_id, user_id, device) DO UPDATE
                SET acknowledged = greatest(c.acknowledged, excluded.acknowledged),
                    seen_at = greatest(c.seen_at, excluded.seen_at)
                """;
        String trim =
                """
                DELETE FROM pending_replies
                WHERE tenant_id = ? AND user_id = ? AND log_offset <= ?
                """;
        return database.transaction(
                connection -> {
                    try (PreparedStatement forgets = connection.prepareStatement(forget);
                            PreparedStatement remembers = connection.prepareStatement(remember);
                            PreparedStatement trims = connection.prepareStatement(trim)) {
                        for (SaveQuestion question : sorted(questions)) {
                            Object[] names =
                                    question.devices().stream().map(DeviceCursor::device).toArray();
                            user(forgets, question.user());
                            forgets.setArray(3, connection.createArrayOf("text", names));
                            forgets.addBatch();
                            for (DeviceCursor cursor : question.devices()) {
                                user(remembers, question.user());
                                remembers.setString(3, cursor.device());
                                remembers.setLong(4, cursor.acknowledged());
                                remembers.setTimestamp(5, Timestamp.from(cursor.seenAt()));
                                remembers.addBatch();
                            }
                            if (question.trimThrough() >= 0) {
                                user(trims, question.user());
                                trims.setLong(3, question.trimThrough());
                                trims.addBatch();
                            }
                        }
                        forgets.executeBatch();
                        remembers.executeBatch();
                        trims.executeBatch();
                    }
                    return questions.stream().map(question -> Optional.<Row>empty()).toList();
                });
    }

    /** One order for all instances, so that they can't deadlock. */
    private static List<SaveQuestion> sorted(List<SaveQuestion> questions) {
        return questions.stream().sorted(Comparator.comparing(q -> q.user().toString())).toList();
    }

    private Optional<Row> remove(ClearQuestion question) {
        String sql =
                """
                DELETE FROM pending_replies WHERE tenant_id = ? AND user_id = ? AND request_id = ?
                RETURNING tenant_id, user_id, request_id, conversation_id, accepted_at, log_offset
                """;
        return database.with(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        user(statement, question.user());
                        statement.setString(3, question.requestId().value());
                        return Rows.read(statement).stream().findFirst();
                    }
                });
    }

    @Override
    public List<UserKey> waiting(Optional<UserKey> beyond, int limit) {
        String sql =
                """
                SELECT DISTINCT tenant_id, user_id FROM pending_replies
                WHERE (tenant_id, user_id) > (?, ?) ORDER BY tenant_id, user_id LIMIT ?
                """;
        return database.with(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.setString(1, beyond.map(u -> u.tenant().value()).orElse(""));
                        statement.setString(2, beyond.map(u -> u.user().value()).orElse(""));
                        statement.setInt(3, limit);
                        List<UserKey> users = new ArrayList<>();
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                users.add(Rows.user(rows));
                            }
                        }
                        return users;
                    }
                });
    }

    @Override
    public List<Row> dropOlderThan(Duration age) {
        String replies =
                """
                DELETE FROM pending_replies WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM pending_replies
                    WHERE created_at < now() - make_interval(secs => ?) LIMIT %d))
                RETURNING tenant_id, user_id, request_id, conversation_id, accepted_at, log_offset
                """
                        .formatted(DROP_AT_ONCE);
        String devices =
                "DELETE FROM device_cursors WHERE seen_at < now() - make_interval(secs => ?)";
        return database.with(
                connection -> {
                    try (PreparedStatement stale = connection.prepareStatement(devices)) {
                        stale.setDouble(1, deviceAge.toSeconds());
                        stale.executeUpdate();
                    }
                    try (PreparedStatement old = connection.prepareStatement(replies)) {
                        old.setDouble(1, age.toSeconds());
                        return Rows.read(old);
                    }
                });
    }

    private static void user(PreparedStatement statement, UserKey user) throws SQLException {
        statement.setString(1, user.tenant().value());
        statement.setString(2, user.user().value());
    }

    private static <Q, A> Function<List<Q>, List<A>> each(Function<Q, A> one) {
        return questions -> questions.stream().map(one).toList();
    }

    @Override
    public void close() {
        loads.close();
        pages.close();
        stores.close();
        saves.close();
        clears.close();
    }
}
