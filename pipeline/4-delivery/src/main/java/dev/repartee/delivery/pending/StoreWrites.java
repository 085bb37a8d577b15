package dev.repartee.delivery.pending;

import dev.repartee.contract.RequestId;
import dev.repartee.contract.UserKey;
import dev.repartee.crypto.UserCipher;
import dev.repartee.crypto.UserState;
import dev.repartee.crypto.UserVault;
import dev.repartee.delivery.pending.PendingStore.Outcome;
import dev.repartee.delivery.pending.PendingStore.Row;
import dev.repartee.delivery.pending.PendingStore.Stored;
import dev.repartee.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Lets replies of many users wait, in one transaction. */
final class StoreWrites {

    /** What one user's lane wants stored. */
    record Question(UserKey user, List<Outgoing> replies) {}

    private record Sealed(UserKey user, Outgoing reply, byte[] payload) {}

    private static final String INSERT =
            """
            INSERT INTO pending_replies (tenant_id, user_id, log_offset, request_id, conversation_id,
                                         accepted_at, payload, replaceable)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String FIRST_WINS = INSERT + "ON CONFLICT DO NOTHING";

    private static final String TAKES_PLACE_OF_PARKED =
            INSERT
                    + """
                    ON CONFLICT (tenant_id, user_id, request_id) DO UPDATE
                    SET log_offset = excluded.log_offset, payload = excluded.payload,
                        replaceable = false
                    WHERE pending_replies.replaceable
                    """;

    private static final String WAITING =
            """
            SELECT tenant_id, user_id, log_offset, request_id FROM pending_replies
            WHERE (tenant_id, user_id, log_offset) IN
                  (SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[]))
            """;

    private static final String DROP_OLDEST =
            """
            DELETE FROM pending_replies p
            USING (SELECT t, u, (SELECT log_offset FROM pending_replies
                                 WHERE tenant_id = t AND user_id = u
                                 ORDER BY log_offset DESC OFFSET ? LIMIT 1) AS newest_dropped
                   FROM (SELECT DISTINCT * FROM unnest(?::text[], ?::text[]) AS d(t, u)) AS q) AS x
            WHERE p.tenant_id = x.t AND p.user_id = x.u AND p.log_offset <= x.newest_dropped
            RETURNING p.tenant_id, p.user_id, p.request_id, p.conversation_id, p.accepted_at,
                      p.log_offset
            """;

    private final Database database;
    private final UserVault vault;
    private final int pendingPerUser;

    StoreWrites(Database database, UserVault vault, int pendingPerUser) {
        this.database = database;
        this.vault = vault;
        this.pendingPerUser = pendingPerUser;
    }

    List<Stored> store(List<Question> questions) {
        List<Sealed> sealed = seal(questions);
        if (sealed.isEmpty()) {
            return answers(questions, sealed, Set.of(), List.of());
        }
        return database.transaction(
                connection -> {
                    insert(connection, sealed);
                    Set<Waiting> waiting = waiting(connection, sealed);
                    List<Row> dropped = dropOldest(connection, sealed);
                    return answers(questions, sealed, waiting, dropped);
                });
    }

    /** Leaves out what belongs to erased users. Ordered, so that two instances can't deadlock. */
    private List<Sealed> seal(List<Question> questions) {
        Map<UserKey, Instant> newest = new HashMap<>();
        for (Question question : questions) {
            for (Outgoing reply : question.replies()) {
                newest.merge(question.user(), reply.acceptedAt(), (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        Map<UserKey, UserState> states = vault.load(newest);
        List<Sealed> sealed = new ArrayList<>();
        for (Question question : questions) {
            UserState state = states.get(question.user());
            for (Outgoing reply : question.replies()) {
                Optional<UserCipher> cipher =
                        state == null ? Optional.empty() : state.cipherFor(reply.acceptedAt());
                cipher.ifPresent(
                        c ->
                                sealed.add(
                                        new Sealed(
                                                question.user(),
                                                reply,
                                                ReplyPayload.seal(c, reply))));
            }
        }
        sealed.sort(
                Comparator.comparing((Sealed s) -> s.user().toString())
                        .thenComparing(s -> s.reply().offset()));
        return sealed;
    }

    private static void insert(Connection connection, List<Sealed> sealed) throws SQLException {
        try (PreparedStatement first = connection.prepareStatement(FIRST_WINS);
                PreparedStatement superseding =
                        connection.prepareStatement(TAKES_PLACE_OF_PARKED)) {
            for (Sealed row : sealed) {
                PreparedStatement statement = row.reply().supersedes() ? superseding : first;
                statement.setString(1, row.user().tenant().value());
                statement.setString(2, row.user().user().value());
                statement.setLong(3, row.reply().offset());
                statement.setString(4, row.reply().requestId().value());
                statement.setString(5, row.reply().conversation().value());
                statement.setTimestamp(6, Timestamp.from(row.reply().acceptedAt()));
                statement.setBytes(7, row.payload());
                statement.setBoolean(8, row.reply().parked());
                statement.addBatch();
            }
            first.executeBatch();
            superseding.executeBatch();
        }
    }

    private record Waiting(String tenant, String user, long offset, String requestId) {}

    private static Set<Waiting> waiting(Connection connection, List<Sealed> sealed)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
            Rows.users(connection, statement, 1, sealed.stream().map(Sealed::user).toList());
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", sealed.stream().map(s -> s.reply().offset()).toArray()));
            Set<Waiting> waiting = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    waiting.add(
                            new Waiting(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getLong(3),
                                    rows.getString(4)));
                }
            }
            return waiting;
        }
    }

    private List<Row> dropOldest(Connection connection, List<Sealed> sealed) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DROP_OLDEST)) {
            statement.setInt(1, pendingPerUser);
            Rows.users(connection, statement, 2, sealed.stream().map(Sealed::user).toList());
            return Rows.read(statement);
        }
    }

    private static List<Stored> answers(
            List<Question> questions,
            List<Sealed> sealed,
            Set<Waiting> waiting,
            List<Row> dropped) {
        Set<Waiting> kept = new HashSet<>();
        sealed.forEach(row -> kept.add(key(row.user(), row.reply())));
        List<Stored> answers = new ArrayList<>(questions.size());
        for (Question question : questions) {
            Map<Long, Outcome> outcomes = new TreeMap<>();
            for (Outgoing reply : question.replies()) {
                Waiting key = key(question.user(), reply);
                outcomes.put(
                        reply.offset(),
                        !kept.contains(key)
                                ? Outcome.ERASED
                                : waiting.contains(key) ? Outcome.STORED : Outcome.DUPLICATE);
            }
            answers.add(
                    new Stored(
                            outcomes,
                            dropped.stream()
                                    .filter(row -> row.key().userKey().equals(question.user()))
                                    .toList()));
        }
        return answers;
    }

    private static Waiting key(UserKey user, Outgoing reply) {
        RequestId requestId = reply.requestId();
        return new Waiting(
                user.tenant().value(), user.user().value(), reply.offset(), requestId.value());
    }
}
