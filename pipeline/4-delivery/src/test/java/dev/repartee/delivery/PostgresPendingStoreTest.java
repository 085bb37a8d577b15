package dev.repartee.delivery;

import static dev.repartee.testing.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.RequestId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.UserVault;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.delivery.pending.DeviceCursor;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.delivery.pending.PendingStore;
import dev.repartee.delivery.pending.PendingStore.Outcome;
import dev.repartee.delivery.pending.PostgresPendingStore;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresPendingStoreTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir private static Path folder;
    private static Database main;
    private static Database keys;
    private static UserVault vault;
    private static PostgresPendingStore store;

    private final UserKey user = Results.user("u-" + UUID.randomUUID());
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeAll
    static void open() {
        main = MigratedDatabase.open(Schema.MAIN);
        keys = MigratedDatabase.open(Schema.KEYS);
        vault =
                new UserVault(
                        keys,
                        MasterKeyFile.readOrCreate(folder.resolve("master.key")),
                        VaultConfig.defaults(),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry());
        store = new PostgresPendingStore(main, vault, 4, WEEK);
    }

    @AfterAll
    static void close() {
        store.close();
        main.close();
        keys.close();
    }

    @Test
    void givesBackWhatItWasGivenPageByPageInOrder() {
        store.store(user, List.of(reply(30), reply(10), reply(20))).join();
        PendingStore.Page first = store.page(user, -1, 2).join();
        assertThat(first.replies()).containsExactly(reply(10), reply(20));
        assertThat(first.more()).isTrue();
        PendingStore.Page second = store.page(user, 20, 2).join();
        assertThat(second.replies()).containsExactly(reply(30));
        assertThat(second.more()).isFalse();
    }

    @Test
    void storingAgainChangesNothingAndTheFirstResultOfARequestWins() {
        assertThat(store.store(user, List.of(reply(1))).join().outcomes())
                .containsEntry(1L, Outcome.STORED);
        assertThat(store.store(user, List.of(reply(1))).join().outcomes())
                .containsEntry(1L, Outcome.STORED);
        Outgoing zombie = new Outgoing(2, reply(1).result());
        assertThat(store.store(user, List.of(zombie)).join().outcomes())
                .containsEntry(2L, Outcome.DUPLICATE);
        assertThat(store.page(user, -1, 10).join().replies()).containsExactly(reply(1));
    }

    @Test
    void aReplayTakesTheParkedResultsPlaceOnce() {
        store.store(user, List.of(new Outgoing(1, Results.parked(user, "r")))).join();
        Outgoing replay = new Outgoing(2, Results.replied(user, "r", "now", null, true));
        Outgoing again = new Outgoing(3, Results.replied(user, "r", "again", null, true));
        assertThat(store.store(user, List.of(replay)).join().outcomes())
                .containsEntry(2L, Outcome.STORED);
        assertThat(store.store(user, List.of(again)).join().outcomes())
                .containsEntry(3L, Outcome.DUPLICATE);
        assertThat(store.page(user, -1, 10).join().replies()).containsExactly(replay);
    }

    @Test
    void theOldestGiveWayAndAreNamed() {
        List<Outgoing> six = IntStream.rangeClosed(1, 6).mapToObj(this::reply).toList();
        PendingStore.Stored stored = store.store(user, six).join();
        assertThat(stored.dropped()).extracting(PendingStore.Row::offset).containsOnly(1L, 2L);
        assertThat(store.page(user, -1, 10).join().replies()).hasSize(4);
    }

    @Test
    void remembersDevicesForgetsOthersAndTrims() {
        store.store(user, List.of(reply(1), reply(2))).join();
        DeviceCursor phone = new DeviceCursor("phone", 1, now);
        DeviceCursor tablet = new DeviceCursor("tablet", 1, now);
        store.save(user, List.of(phone, tablet), 1).join();
        DeviceCursor behind = new DeviceCursor("phone", 0, now);
        store.save(user, List.of(behind), -1).join();
        assertThat(store.load(user).join()).isEqualTo(new PendingStore.Known(List.of(phone), true));
        store.save(user, List.of(new DeviceCursor("phone", 2, now)), 2).join();
        assertThat(store.load(user).join().pending()).isFalse();
    }

    @Test
    void noTextLiesInTheClear() {
        store.store(user, List.of(reply(1))).join();
        assertThat(payload()).isNotEmpty();
        assertThat(new String(payload(), StandardCharsets.ISO_8859_1))
                .doesNotContain("answer", "replied");
    }

    @Test
    void nothingIsKeptOfAnErasedUser() {
        store.store(user, List.of(reply(1))).join();
        vault.erase(user, Results.ACCEPTED.plusSeconds(1));
        assertThat(store.store(user, List.of(reply(2))).join().outcomes())
                .containsEntry(2L, Outcome.ERASED);
        assertThat(store.page(user, -1, 10).join().replies()).isEmpty();
        assertThat(store.load(user).join().pending()).isFalse();
    }

    @Test
    void aReplyReadOverHttpIsForgotten() {
        store.store(user, List.of(reply(1))).join();
        assertThat(store.clear(user, new RequestId("r1")).join()).isPresent();
        assertThat(store.clear(user, new RequestId("r1")).join()).isEmpty();
    }

    @Test
    void findsWhoHasSomethingWaitingRoundByRound() {
        UserKey other = Results.user("zz-" + UUID.randomUUID());
        store.store(user, List.of(reply(1))).join();
        store.store(other, List.of(new Outgoing(1, Results.replied(other, "r1")))).join();
        Optional<UserKey> beyond = Optional.empty();
        int rounds = 0;
        boolean seen = false;
        do {
            List<UserKey> users = store.waiting(beyond, 1);
            seen |= users.contains(user);
            beyond = users.stream().findFirst();
            rounds++;
        } while (beyond.isPresent());
        assertThat(seen).isTrue();
        assertThat(rounds).isGreaterThan(2);
    }

    @Test
    void whatWaitedTooLongIsDropped() {
        store.store(user, List.of(reply(1))).join();
        assertThat(store.dropOlderThan(WEEK)).isEmpty();
        execute(
                main,
                "UPDATE pending_replies SET created_at = now() - interval '8 d' WHERE user_id = ?",
                user.user().value());
        assertThat(store.dropOlderThan(WEEK))
                .extracting(PendingStore.Row::key)
                .containsExactly(Results.key(user, "r1"));
    }

    @Test
    void manyUsersAtOnceAreAnsweredEachWithItsOwn() {
        List<UserKey> users =
                IntStream.range(0, 500)
                        .mapToObj(i -> Results.user("m" + i + "-" + UUID.randomUUID()))
                        .toList();
        List<CompletableFuture<PendingStore.Stored>> stores =
                users.stream()
                        .map(
                                u ->
                                        store.store(
                                                u,
                                                List.of(new Outgoing(7, Results.replied(u, "r7")))))
                        .toList();
        assertThat(stores)
                .allSatisfy(
                        each ->
                                assertThat(each.join().outcomes())
                                        .containsEntry(7L, Outcome.STORED));
        UserKey last = users.getLast();
        ChatResult result = store.page(last, -1, 1).join().replies().getFirst().result();
        assertThat(result.userKey()).isEqualTo(last);
    }

    private Outgoing reply(long offset) {
        return new Outgoing(offset, Results.replied(user, "r" + offset));
    }

    private byte[] payload() {
        return main.with(
                connection -> {
                    try (var select =
                            connection.prepareStatement(
                                    "SELECT payload FROM pending_replies WHERE user_id = ?")) {
                        select.setString(1, user.user().value());
                        try (ResultSet rows = select.executeQuery()) {
                            rows.next();
                            return rows.getBytes(1);
                        }
                    }
                });
    }
}
