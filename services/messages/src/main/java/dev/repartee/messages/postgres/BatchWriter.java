package dev.repartee.messages.postgres;

import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.crypto.UserState;
import dev.repartee.crypto.UserVault;
import dev.repartee.messages.MessageChange;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.UnstorableException;
import dev.repartee.messages.row.MessageRow;
import dev.repartee.messages.row.WindowFinder;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.RefusedData;
import dev.repartee.postgres.Window;
import dev.repartee.postgres.WindowPartitions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a batch in one transaction.
 *
 * <p>Tombstones are read while the {@link StoreLock} is held, and erasing takes that lock alone
 * after it has written its tombstone: a batch has either seen the tombstone, or is seen by the
 * erasure.
 */
final class BatchWriter {

    /** A time of acceptance further away is nonsense and would ask for a partition of its own. */
    private static final int OLDEST_WINDOW = -60;

    private static final int NEWEST_WINDOW = 1;

    private static final Comparator<SealedRow> BY_KEY =
            Comparator.comparing((SealedRow row) -> row.row().key().tenant().value())
                    .thenComparing(row -> row.row().key().user().value())
                    .thenComparing(row -> row.row().key().requestId().value())
                    .thenComparing(SealedRow::window);

    private final Database database;
    private final WindowPartitions partitions;
    private final UserVault vault;
    private final Clock clock;

    BatchWriter(Database database, WindowPartitions partitions, UserVault vault, Clock clock) {
        this.database = database;
        this.partitions = partitions;
        this.vault = vault;
        this.clock = clock;
    }

    MessageStore.Written write(Collection<? extends MessageChange> changes) {
        List<MessageRow> rows = merge(changes);
        try {
            return write(rows);
        } catch (RefusedData e) {
            throw new UnstorableException(e.getMessage(), e);
        }
    }

    private MessageStore.Written write(List<MessageRow> rows) {
        try {
            return attempt(rows);
        } catch (RefusedData e) {
            if (!RefusedData.CHECK_VIOLATION.equals(e.sqlState())) {
                throw e;
            }
            // a partition that was there is gone
            partitions.forget();
            return attempt(rows);
        }
    }

    private MessageStore.Written attempt(List<MessageRow> rows) {
        partitions.ensure(rows.stream().map(row -> row.birth().window()).toList());
        return attempt(rows, StoreLock.SHARED)
                .or(() -> attempt(rows, StoreLock.ALONE))
                .orElseThrow();
    }

    private List<MessageRow> merge(Collection<? extends MessageChange> changes) {
        Map<RequestKey, MessageRow> rows = HashMap.newHashMap(changes.size());
        Window current = Window.of(clock.instant());
        for (MessageChange change : changes) {
            MessageRow row = row(change);
            if (row.birth().window().compareTo(current.plus(OLDEST_WINDOW)) < 0
                    || row.birth().window().compareTo(current.plus(NEWEST_WINDOW)) > 0) {
                throw new UnstorableException("its time of acceptance can not be true", null);
            }
            rows.merge(row.key(), row, MessageRow::merge);
        }
        return List.copyOf(rows.values());
    }

    /** Events come from JSON, where anything may be missing. */
    private static MessageRow row(MessageChange change) {
        try {
            return switch (change) {
                case MessageChange.Received(var request, var origin) ->
                        MessageRow.received(request, origin);
                case MessageChange.Finished(var result, long offset) ->
                        MessageRow.finished(result, offset);
                case MessageChange.Noted(var note) -> MessageRow.noted(note);
                case MessageChange.Forwarded(var status) -> MessageRow.forwarded(status);
            };
        } catch (RuntimeException e) {
            throw new UnstorableException("a required field is missing or out of range", e);
        }
    }

    /** Empty when the lock does not suffice for a row whose window has to be guessed. */
    private Optional<MessageStore.Written> attempt(List<MessageRow> rows, StoreLock lock) {
        return database.transaction(
                connection -> {
                    lock.acquire(connection);
                    Map<RequestKey, Window> found = WindowFinder.find(connection, rows);
                    if (lock == StoreLock.SHARED && guesses(rows, found.keySet())) {
                        return Optional.empty();
                    }
                    return Optional.of(write(connection, seal(rows, found)));
                });
    }

    /**
     * Whether a new row's window is a guess. Another batch may be about to write the same message
     * into the window that is right, so such a row is written alone.
     */
    private static boolean guesses(List<MessageRow> rows, Set<RequestKey> found) {
        return rows.stream().anyMatch(row -> !row.birth().certain() && !found.contains(row.key()));
    }

    private static MessageStore.Written write(Connection connection, List<SealedRow> rows)
            throws SQLException {
        int written = Upsert.write(connection, rows);
        return new MessageStore.Written(
                written, (int) rows.stream().filter(SealedRow::erased).count());
    }

    private List<SealedRow> seal(List<MessageRow> rows, Map<RequestKey, Window> found) {
        Map<UserKey, UserState> states = states(rows);
        List<SealedRow> sealed = new ArrayList<>(rows.size());
        for (MessageRow row : rows) {
            UserState state = Objects.requireNonNull(states.get(row.key().userKey()));
            Instant acceptedAt = row.birth().at();
            sealed.add(
                    new SealedRow(
                            row,
                            found.getOrDefault(row.key(), row.birth().window()),
                            state.erased(acceptedAt),
                            row.hasText() ? state.cipherFor(acceptedAt).orElse(null) : null));
        }
        sealed.sort(BY_KEY);
        return sealed;
    }

    /** Users without text in this batch get no key. */
    private Map<UserKey, UserState> states(List<MessageRow> rows) {
        Map<UserKey, Instant> writers = new HashMap<>();
        Set<UserKey> others = new HashSet<>();
        for (MessageRow row : rows) {
            if (row.hasText()) {
                writers.merge(
                        row.key().userKey(), row.birth().at(), (a, b) -> a.isAfter(b) ? a : b);
            } else {
                others.add(row.key().userKey());
            }
        }
        others.removeAll(writers.keySet());
        Map<UserKey, UserState> states = new HashMap<>(vault.load(writers));
        states.putAll(vault.peek(others));
        return states;
    }
}
