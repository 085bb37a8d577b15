package dev.repartee.messages.postgres;

import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.crypto.UserVault;
import dev.repartee.messages.ConversationPage;
import dev.repartee.messages.Cursor;
import dev.repartee.messages.MessageChange;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.PageRequest;
import dev.repartee.messages.StoredMessage;
import dev.repartee.messages.StoredResult;
import dev.repartee.messages.row.UuidTime;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Window;
import dev.repartee.postgres.WindowPartitions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * History in the table {@code chat_messages}, partitioned by windows of seven days, texts encrypted
 * under their user's key. Thread-safe.
 */
public final class PostgresMessageStore implements MessageStore {

    private static final String FIND =
            """
            SELECT %s FROM chat_messages
            WHERE tenant_id = ? AND user_id = ? AND request_id = ?
                AND window_start BETWEEN ? AND ?
            ORDER BY window_start DESC LIMIT 1
            """
                    .formatted(Column.NAMES);

    private static final String PAGE =
            """
            SELECT %s FROM chat_messages
            WHERE tenant_id = ? AND user_id = ? AND conversation_id = ?
                AND log_offset IS NOT NULL AND (log_partition, log_offset) %s (?, ?)
            ORDER BY log_partition %s, log_offset %<s LIMIT ?
            """;

    private static final String OLDER = PAGE.formatted(Column.NAMES, "<", "DESC");
    private static final String NEWER = PAGE.formatted(Column.NAMES, ">", "ASC");

    private static final String LAST_TURNS =
            """
            SELECT %s FROM chat_messages
            WHERE tenant_id = ? AND user_id = ? AND conversation_id = ?
                AND log_offset IS NOT NULL AND state = 'replied' AND NOT erased
            ORDER BY log_partition DESC, log_offset DESC LIMIT ?
            """
                    .formatted(Column.NAMES);

    private static final Cursor BEGINNING = new Cursor(-1, -1);
    private static final Cursor END = new Cursor(Integer.MAX_VALUE, Long.MAX_VALUE);
    private static final Instant EARLIEST = Instant.EPOCH;

    /** Further than any partition reaches. */
    private static final int FAR_AHEAD = 520;

    private final Database reads;
    private final UserVault vault;
    private final WindowPartitions partitions;
    private final BatchWriter writer;
    private final Erasure erasure;
    private final Clock clock;

    public PostgresMessageStore(Database database, UserVault vault, Clock clock) {
        this.reads = database.prompt();
        this.vault = vault;
        this.partitions = new WindowPartitions(database, "chat_messages");
        this.writer = new BatchWriter(database, partitions, vault, clock);
        this.erasure = new Erasure(database);
        this.clock = clock;
    }

    @Override
    public Written write(List<? extends MessageChange> changes) {
        return changes.isEmpty() ? new Written(0, 0) : writer.write(changes);
    }

    @Override
    public Optional<StoredMessage> find(RequestKey key) {
        return row(key).map(Row::message);
    }

    @Override
    public Optional<StoredResult> storedResult(RequestKey key) {
        return row(key).filter(row -> row.resultOffset().isPresent())
                .flatMap(
                        row ->
                                StoredResults.of(
                                        row.message(),
                                        row.resultOffset().getAsLong(),
                                        row.supersedes()));
    }

    @Override
    public ConversationPage conversation(ConversationKey conversation, PageRequest page) {
        boolean newestFirst =
                switch (page.order()) {
                    case NEWEST_FIRST -> true;
                    case OLDEST_FIRST -> false;
                };
        Cursor given = page.after();
        Cursor after = given == null ? newestFirst ? END : BEGINNING : given;
        // one more tells whether there is a next page
        List<StoredMessage> messages =
                read(
                        conversation.userKey(),
                        newestFirst ? OLDER : NEWER,
                        conversation.conversation(),
                        after.partition(),
                        after.offset(),
                        page.limit() + 1);
        if (messages.size() <= page.limit()) {
            return new ConversationPage(messages, null);
        }
        List<StoredMessage> shown = messages.subList(0, page.limit());
        var last = shown.getLast().place().origin();
        return new ConversationPage(
                shown, last == null ? null : new Cursor(last.partition(), last.offset()));
    }

    @Override
    public List<StoredMessage> lastTurns(ConversationKey conversation, int limit) {
        return read(conversation.userKey(), LAST_TURNS, conversation.conversation(), limit)
                .reversed();
    }

    @Override
    public int erase(UserKey user) {
        Instant tombstone =
                vault.erasedAt(user)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "erase the user in the vault first"));
        return erasure.erase(Map.of(user, tombstone));
    }

    @Override
    public int repeatErasures(Instant since) {
        return erasure.erase(vault.erasedSince(since));
    }

    @Override
    public void prepare() {
        partitions.ensureAround(clock.instant());
    }

    private record Row(StoredMessage message, OptionalLong resultOffset, boolean supersedes) {}

    /** Looks where the id's own time points to, then everywhere. */
    private Optional<Row> row(RequestKey key) {
        Window newest = Window.of(clock.instant()).plus(FAR_AHEAD);
        return UuidTime.of(key.requestId())
                .map(Window::of)
                .flatMap(near -> row(key, near.plus(-1), near.plus(1)))
                .or(() -> row(key, Window.of(EARLIEST), newest));
    }

    private Optional<Row> row(RequestKey key, Window from, Window to) {
        RowReader reader = reader(key.userKey());
        return reads.with(
                connection -> {
                    try (PreparedStatement query = connection.prepareStatement(FIND)) {
                        query.setString(1, key.tenant().value());
                        query.setString(2, key.user().value());
                        query.setString(3, key.requestId().value());
                        query.setObject(4, from.start());
                        query.setObject(5, to.start());
                        try (ResultSet rows = query.executeQuery()) {
                            if (!rows.next()) {
                                return Optional.empty();
                            }
                            long offset = rows.getLong("result_offset");
                            return Optional.of(
                                    new Row(
                                            reader.message(rows),
                                            rows.getObject("result_offset") == null
                                                    ? OptionalLong.empty()
                                                    : OptionalLong.of(offset),
                                            rows.getBoolean("result_supersedes")));
                        }
                    }
                });
    }

    /** Binds the user, then the arguments in their order. */
    private List<StoredMessage> read(UserKey user, String sql, Object... arguments) {
        RowReader reader = reader(user);
        return reads.with(
                connection -> {
                    try (PreparedStatement query = connection.prepareStatement(sql)) {
                        query.setString(1, user.tenant().value());
                        query.setString(2, user.user().value());
                        for (int i = 0; i < arguments.length; i++) {
                            Object argument = arguments[i];
                            query.setObject(
                                    i + 3,
                                    argument instanceof Number ? argument : argument.toString());
                        }
                        try (ResultSet rows = query.executeQuery()) {
                            List<StoredMessage> messages = new ArrayList<>();
                            while (rows.next()) {
                                messages.add(reader.message(rows));
                            }
                            return messages;
                        }
                    }
                });
    }

    private RowReader reader(UserKey user) {
        return new RowReader(user, vault.existing(user).orElse(null));
    }
}
