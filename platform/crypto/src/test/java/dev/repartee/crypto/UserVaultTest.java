package dev.repartee.crypto;

import static dev.repartee.testing.Statements.execute;
import static dev.repartee.testing.Statements.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserVaultTest {

    private static final Instant NOW = Instant.parse("2026-01-09T10:00:00Z");
    private static final UserKey ANA = user("ana");
    private static final UserKey BEN = user("ben");

    @TempDir Path folder;

    private final MovableClock clock = new MovableClock(NOW);
    private Database database;
    private MasterKey masterKey;
    private UserVault vault;

    @BeforeEach
    void open() {
        database = MigratedDatabase.open(Schema.KEYS);
        masterKey = MasterKeyFile.readOrCreate(folder.resolve("master.key"));
        vault = vault();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void decryptsInAnotherProcessForTheSameUserAndFieldOnly() throws Exception {
        UserCipher cipher = vault.cipherFor(ANA, NOW).orElseThrow();
        byte[] sealed = cipher.encrypt("Grüße \uD83D\uDE00", "reply:1");

        UserCipher elsewhere = vault().existing(ANA).orElseThrow();
        assertThat(elsewhere.decryptText(sealed, "reply:1")).isEqualTo("Grüße \uD83D\uDE00");
        assertThat(cipher.encrypt("Grüße \uD83D\uDE00", "reply:1")).isNotEqualTo(sealed);
        assertThatThrownBy(() -> elsewhere.decryptText(sealed, "reply:2"))
                .isInstanceOf(UndecipherableException.class);
        UserCipher ben = vault.cipherFor(BEN, NOW).orElseThrow();
        assertThatThrownBy(() -> ben.decryptText(sealed, "reply:1"))
                .isInstanceOf(UndecipherableException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> elsewhere.decryptText(sealed, "reply:1"))
                .isInstanceOf(UndecipherableException.class);
    }

    @Test
    void doesNotOpenAKeyThatWasMovedToAnotherUser() {
        vault.cipherFor(ANA, NOW);
        vault.cipherFor(BEN, NOW);
        execute(
                database,
                "UPDATE user_keys SET wrapped_key = (SELECT wrapped_key FROM user_keys WHERE"
                        + " user_id = 'ana')");
        assertThatThrownBy(() -> vault().existing(BEN))
                .isInstanceOf(ReparteeException.class)
                .hasMessageContaining("does not open");
    }

    @Test
    void createsNoKeyForReading() {
        assertThat(vault.existing(ANA)).isEmpty();
        assertThat(vault.peek(Set.of(ANA)).get(ANA).cipher()).isEmpty();
        assertThat(keys()).isZero();
    }

    @Test
    void nobodyWaitsLongForAKeyThatTheDatabaseDoesNotTell() {
        database.transaction(
                connection -> {
                    connection.createStatement().execute("LOCK TABLE user_keys");
                    long begun = System.nanoTime();
                    assertThatThrownBy(() -> vault.cipherFor(ANA, NOW))
                            .isInstanceOfSatisfying(
                                    ReparteeException.class,
                                    e ->
                                            assertThat(e.code())
                                                    .isEqualTo(ErrorCode.STORE_UNAVAILABLE));
                    assertThat(Duration.ofNanos(System.nanoTime() - begun))
                            .as("the statement timeout is 30 s")
                            .isLessThan(Duration.ofSeconds(20));
                    return vault;
                });
        assertThat(vault.cipherFor(ANA, NOW)).isPresent();
    }

    @Test
    void givesAllProcessesTheSameKeyWhenTheyCreateItAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<UserCipher>> users = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                UserVault own = vault();
                users.add(() -> own.cipherFor(ANA, NOW).orElseThrow());
            }
            List<Future<UserCipher>> ciphers = threads.invokeAll(users);
            byte[] sealed = ciphers.getFirst().get().encrypt("text", "f");
            for (Future<UserCipher> cipher : ciphers) {
                assertThat(cipher.get().decryptText(sealed, "f")).isEqualTo("text");
            }
        }
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void destroysTheKeyAndNeverCreatesOneForWhatWasAcceptedBefore() {
        byte[] sealed = vault.cipherFor(ANA, NOW).orElseThrow().encrypt("text", "f");
        Instant erasedAt = vault.erase(ANA, NOW);

        assertThat(keys()).isZero();
        assertThat(vault.existing(ANA)).isEmpty();
        assertThat(vault.cipherFor(ANA, NOW)).isEmpty();
        assertThat(vault.cipherFor(ANA, NOW.minusSeconds(1))).isEmpty();
        assertThat(vault.load(Map.of(ANA, NOW)).get(ANA).erased(NOW)).isTrue();
        assertThat(keys()).isZero();
        assertThat(vault.erasedAt(ANA)).contains(erasedAt);
        assertThat(vault.erasedSince(NOW.minusSeconds(1)))
                .containsExactly(Map.entry(ANA, erasedAt));
        assertThat(vault.erasedSince(NOW.plusSeconds(1))).isEmpty();

        UserCipher anew = vault.cipherFor(ANA, NOW.plusSeconds(1)).orElseThrow();
        assertThatThrownBy(() -> anew.decryptText(sealed, "f"))
                .isInstanceOf(UndecipherableException.class);
        assertThat(vault.cipherFor(ANA, NOW)).isEmpty();
    }

    @Test
    void movesATombstoneForwardsOnly() {
        Instant later = vault.erase(ANA, NOW.plusSeconds(10));
        assertThat(vault.erase(ANA, NOW)).isEqualTo(later);
        assertThat(vault.erasedAt(ANA)).contains(later);
    }

    @Test
    void feelsAnErasureElsewhereWithinAMinute() {
        vault.cipherFor(ANA, NOW);
        vault().erase(ANA, NOW);
        assertThat(vault.existing(ANA)).isPresent();

        clock.advance(Duration.ofSeconds(61));
        assertThat(vault.existing(ANA)).isEmpty();
    }

    @Test
    void knowsOfAnErasureElsewhereAtOnceWhenItLoadsInBulk() {
        vault.cipherFor(ANA, NOW);
        vault().erase(ANA, NOW);
        assertThat(vault.load(Map.of(ANA, NOW)).get(ANA).cipherFor(NOW)).isEmpty();
        assertThat(vault.existing(ANA)).isEmpty();
    }

    @Test
    void loadsManyUsersAndCreatesWhatIsMissing() throws Exception {
        vault.cipherFor(user("u-3"), NOW);
        vault.erase(user("u-5"), NOW);
        Map<UserKey, Instant> newest =
                IntStream.range(0, 200)
                        .mapToObj(i -> user("u-" + i))
                        .collect(Collectors.toMap(user -> user, user -> NOW));
        Map<UserKey, UserState> states = vault().load(newest);

        assertThat(states).hasSize(200);
        assertThat(keys()).isEqualTo(199);
        assertThat(states.get(user("u-5")).cipherFor(NOW)).isEmpty();
        byte[] sealed = states.get(user("u-7")).cipherFor(NOW).orElseThrow().encrypt("x", "f");
        assertThat(vault.existing(user("u-7")).orElseThrow().decryptText(sealed, "f"))
                .isEqualTo("x");
    }

    @Test
    void createsNoKeyBehindTheBackOfAnErasure() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                UserKey user = user("race-" + round);
                Future<?> creating = threads.submit(() -> vault().cipherFor(user, NOW));
                Future<?> erasing = threads.submit(() -> vault().erase(user, NOW));
                creating.get();
                erasing.get();
            }
        }
        assertThat(keys()).isZero();
    }

    @Test
    void servesCachedKeysWhileTheDatabaseIsGoneAndForgetsThemInTheEnd() {
        vault.cipherFor(ANA, NOW);
        database.close();

        clock.advance(Duration.ofMinutes(30));
        assertThat(vault.cipherFor(ANA, NOW)).isPresent();
        assertThat(vault.existing(ANA)).isPresent();
        assertUnavailable(() -> vault.existing(BEN));

        clock.advance(Duration.ofMinutes(31));
        assertUnavailable(() -> vault.existing(ANA));
    }

    @Test
    void boundsItsCache() {
        UserVault small =
                new UserVault(
                        database,
                        masterKey,
                        new VaultConfig(Duration.ofSeconds(60), Duration.ofHours(1), 3),
                        clock,
                        new SimpleMeterRegistry());
        IntStream.range(0, 10).forEach(i -> small.cipherFor(user("u-" + i), NOW));
        database.close();

        assertThat(IntStream.range(0, 10).filter(i -> cached(small, user("u-" + i)))).hasSize(3);
    }

    @Test
    void refusesToKeepKeysForLongerThanAMinute() {
        assertThatThrownBy(() -> new VaultConfig(Duration.ofSeconds(61), Duration.ofHours(1), 10))
                .extracting("code")
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }

    private UserVault vault() {
        return new UserVault(
                database, masterKey, VaultConfig.defaults(), clock, new SimpleMeterRegistry());
    }

    private static boolean cached(UserVault vault, UserKey user) {
        try {
            return vault.existing(user).isPresent();
        } catch (ReparteeException e) {
            return false;
        }
    }

    private void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ReparteeException.class)
                .extracting("code")
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    private long keys() {
        return number(database, "SELECT count(*) FROM user_keys");
    }

    private static UserKey user(String id) {
        return new UserKey(new TenantId("demo"), new UserId(id));
    }
}
