package dev.repartee.messages.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserKey;
import dev.repartee.messages.Events;
import dev.repartee.messages.MessageChange;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.MessageStoreContract;
import dev.repartee.postgres.Database;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresMessageStoreTest extends MessageStoreContract {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = new Fixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Override
    public MessageStore store() {
        return fixture.store;
    }

    @Override
    public void bury(UserKey user, Instant at) {
        fixture.vault.erase(user, at);
    }

    @Test
    void keepsTextsEncryptedAtRest() {
        Events events = Events.of("rest", "r-1");
        store().write(
                        List.of(
                                events.received("The quick brown fox"),
                                events.replied(7, "jumps over the lazy dog")));

        assertThat(dump()).contains("PRICING_INQUIRY");
        assertThat(Stream.of("quick brown", "lazy dog").filter(this::lies)).isEmpty();
    }

    @Test
    void leavesNothingOfAnErasedUserInAnyTable() {
        Events events = Events.of("gone", "r-1");
        store().write(List.of(events.received("unforgettable"), events.replied(7, "memorable")));
        insertPendingAndCursor(events);
        assertThat(rows("pending_replies", "gone")).isEqualTo(1);

        fixture.erase(events.key().userKey());

        assertThat(rows("pending_replies", "gone")).isZero();
        assertThat(rows("device_cursors", "gone")).isZero();
        assertThat(dump("user_id = 'gone'")).doesNotContain("example.org", "Hours", "s3://");
        assertThat(Stream.of("unforgettable", "memorable").filter(this::lies)).isEmpty();
    }

    @Test
    void nobodyWaitsLongForWhatTheDatabaseDoesNotTell() {
        Events events = Events.of("impatient", "r-1");
        store().write(List.of(events.received("Are you there?")));
        fixture.main.transaction(
                connection -> {
                    connection.createStatement().execute("LOCK TABLE chat_messages");
                    long begun = System.nanoTime();
                    assertThatThrownBy(() -> store().find(events.key()))
                            .isInstanceOfSatisfying(
                                    ReparteeException.class,
                                    e ->
                                            assertThat(e.code())
                                                    .isEqualTo(ErrorCode.STORE_UNAVAILABLE));
                    assertThat(Duration.ofNanos(System.nanoTime() - begun))
                            .as("the statement timeout is 30 s")
                            .isLessThan(Duration.ofSeconds(20));
                    return events;
                });
        assertThat(stored(events).inbound().text()).isEqualTo("Are you there?");
    }

    @Test
    void findsMessagesByTheirEntities() {
        Events events = Events.of("entities", "r-1");
        store().write(List.of(events.replied(7, "Ten.")));

        assertThat(count("entities @> '[{\"type\":\"email\"}]' AND user_id = 'entities'"))
                .isEqualTo(1);
        assertThat(count("entities @> '[{\"type\":\"phone\"}]' AND user_id = 'entities'")).isZero();
    }

    @Test
    void putsEachMessageIntoItsWindowsPartition() {
        Events before =
                Events.of("windows", "r-1").acceptedAt(Events.TURN_OF_WINDOW.minusNanos(1000));
        Events after = Events.of("windows", "r-2").acceptedAt(Events.TURN_OF_WINDOW);
        store().write(List.of(before.received("a"), after.received("b")));

        assertThat(rows("chat_messages_20260101", "windows")).isEqualTo(1);
        assertThat(rows("chat_messages_20260108", "windows")).isEqualTo(1);
    }

    @Test
    void createsAPartitionAgainThatWasTakenAway() {
        Events events = Events.of("taken", "r-1").acceptedAt(Events.NOW.minus(Duration.ofDays(30)));
        store().write(List.of(events.received("before")));
        fixture.main.with(
                connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.execute("DROP TABLE chat_messages_20251204");
                    }
                });
        store().write(List.of(events.received("after")));
        assertThat(stored(events).inbound().text()).isEqualTo("after");
    }

    @Test
    void doesNotDeadlockWhenTwoProcessesWriteTheSameMessagesInShuffledBatches() throws Exception {
        List<Events> all =
                IntStream.range(0, 120).mapToObj(i -> Events.of("u" + i % 10, "d-" + i)).toList();
        MessageStore other = fixture.store(fixture.vault());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> work =
                    List.of(
                            () -> writeShuffled(store(), all, 1),
                            () -> writeShuffled(other, all, 2),
                            () -> writeShuffled(store(), all, 3));
            for (Future<Integer> done : threads.invokeAll(work)) {
                // a deadlock would be a STORE_UNAVAILABLE here
                assertThat(done.get()).isPositive();
            }
        }
        assertThat(all)
                .allSatisfy(
                        events ->
                                assertThat(stored(events).outcome().reply())
                                        .isEqualTo(Events.reply("Ten.")));
    }

    @Test
    void readsTombstonesOnlyWhenNoErasureIsUnderWay() throws Exception {
        Events events = Events.of("waits", "r-1");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writing =
                    whileHolding(
                            StoreLock.ALONE,
                            threads,
                            () -> store().write(List.of(events.received("my secret"))),
                            () -> bury(events.key().userKey(), Events.NOW));
            writing.get();
        }
        assertThat(stored(events).erased()).isTrue();
        assertThat(stored(events).inbound().text()).isNull();
    }

    @Test
    void erasesOnlyWhenBatchesUnderWayAreStored() throws Exception {
        Events events = Events.of("under-way", "r-1");
        store().write(List.of(events.received("my secret")));
        bury(events.key().userKey(), Events.NOW);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> erasing =
                    whileHolding(
                            StoreLock.SHARED,
                            threads,
                            () -> store().erase(events.key().userKey()),
                            () -> assertThat(stored(events).erased()).isFalse());
            erasing.get();
        }
        assertThat(stored(events).erased()).isTrue();
    }

    /** Lets the work run into the lock, then does something, then lets go. */
    private static Future<?> whileHolding(
            StoreLock lock, ExecutorService threads, Callable<?> work, Runnable meanwhile) {
        return fixture.main.transaction(
                connection -> {
                    lock.acquire(connection);
                    Future<?> running = threads.submit(work);
                    await().atMost(PATIENCE)
                            .until(() -> !dump(fixture.main, "pg_locks", "NOT granted").isEmpty());
                    meanwhile.run();
                    return running;
                });
    }

    @Test
    void erasesWhileOtherProcessesAreWriting() throws Exception {
        List<Events> all =
                IntStream.range(0, 200).mapToObj(i -> Events.of("racer", "race-" + i)).toList();
        MessageStore other = fixture.store(fixture.vault());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> writing = threads.submit(() -> writeShuffled(other, all, 4));
            Future<Integer> erasing =
                    threads.submit(
                            () -> {
                                bury(all.getFirst().key().userKey(), Events.NOW);
                                return store().erase(all.getFirst().key().userKey());
                            });
            writing.get();
            erasing.get();
        }
        assertThat(count("user_id = 'racer'")).isEqualTo(all.size());
        assertThat(
                        count(
                                "user_id = 'racer' AND (NOT erased OR inbound_text IS NOT NULL OR"
                                        + " reply_text IS NOT NULL OR entities IS NOT NULL)"))
                .isZero();
    }

    private static int writeShuffled(MessageStore store, List<Events> all, long seed) {
        List<MessageChange> changes = new ArrayList<>();
        for (Events events : all) {
            changes.add(events.received("How much?"));
            changes.add(events.replied(7, "Ten."));
            changes.add(events.replied(9, "Twenty."));
        }
        Collections.shuffle(changes, new Random(seed));
        int written = 0;
        for (int from = 0; from < changes.size(); from += 20) {
            written += store.write(changes.subList(from, from + 20)).rows();
        }
        return written;
    }

    private static void insertPendingAndCursor(Events events) {
        fixture.main.with(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    """
                                    WITH p AS (
                                        INSERT INTO pending_replies
                                            (tenant_id, user_id, log_offset, request_id,
                                            conversation_id, accepted_at, payload)
                                        VALUES ('demo', ?, 7, 'r-1', 'c-1', '2026-01-09',
                                            'memorable'))
                                    INSERT INTO device_cursors
                                        (tenant_id, user_id, device, acknowledged, seen_at)
                                    VALUES ('demo', ?, 'phone', 7, '2026-01-09')
                                    """)) {
                        insert.setString(1, events.key().user().value());
                        insert.setString(2, events.key().user().value());
                        return insert.executeUpdate();
                    }
                });
    }

    /** Whether the text lies anywhere in either database, in clear or as bytes. */
    private boolean lies(String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return Stream.of(dump(), dump(fixture.keys, "user_keys", "true"))
                .anyMatch(dump -> dump.contains(text) || dump.contains(hex));
    }

    private static String dump() {
        return dump("true");
    }

    private static String dump(String condition) {
        return Stream.of("chat_messages", "pending_replies", "device_cursors")
                .map(table -> dump(fixture.main, table, condition))
                .reduce("", String::concat);
    }

    private static String dump(Database database, String table, String condition) {
        return database.with(
                connection -> {
                    StringBuilder dump = new StringBuilder();
                    try (PreparedStatement query =
                                    connection.prepareStatement(
                                            "SELECT t::text FROM %s t WHERE %s"
                                                    .formatted(table, condition));
                            ResultSet rows = query.executeQuery()) {
                        while (rows.next()) {
                            dump.append(rows.getString(1)).append('\n');
                        }
                    }
                    return dump.toString();
                });
    }

    private static long rows(String table, String user) {
        return dump(fixture.main, table, "user_id = '" + user + "'").lines().count();
    }

    private static long count(String condition) {
        return dump(fixture.main, "chat_messages", condition).lines().count();
    }
}
