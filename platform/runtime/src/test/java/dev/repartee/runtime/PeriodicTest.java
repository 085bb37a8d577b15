package dev.repartee.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PeriodicTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration SHORTLY = Duration.ofSeconds(5);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Periodic.class);

    private final AtomicInteger turns = new AtomicInteger();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        LOG.setLevel(Level.DEBUG);
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        LOG.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        LOG.detachAppender(logged);
        LOG.setLevel(null);
    }

    @Test
    void takesATurnAtOnceAndOneAfterEachPause() {
        try (Periodic periodic = lookingAfter(turns::incrementAndGet)) {
            awaitTurns(1);

            for (int next = 2; next <= 4; next++) {
                periodic.wake();
                awaitTurns(next);
            }
            awaitPauses(5);
            assertThat(pauses).containsExactly(Duration.ZERO, EVERY, EVERY, EVERY, EVERY);
        }
    }

    @Test
    void comesBackWhenTheTimeIsOver() {
        try (Periodic periodic =
                Periodic.fromStart("test", Duration.ofMillis(1), turns::incrementAndGet)) {
            periodic.start();

            await().atMost(PATIENCE).until(() -> turns.get() >= 3);
        }
    }

    @Test
    void wakesFromARealPause() {
        try (Periodic periodic = Periodic.fromStart("test", NEVER, turns::incrementAndGet)) {
            periodic.start();
            awaitTurns(1);

            periodic.wake();

            awaitTurns(2);
        }
    }

    @Test
    void makesOneTurnOfManyWakingsDuringATurn() {
        AtomicReference<Periodic> self = new AtomicReference<>();
        Periodic periodic =
                lookingAfter(
                        () -> {
                            if (turns.incrementAndGet() == 1) {
                                self.get().wake();
                                self.get().wake();
                            }
                        },
                        self);

        awaitPauses(3);

        assertThat(turns).hasValue(2);
        periodic.close();
    }

    @Test
    void hasNoTurnAtTheEndOfWhatBeganWithOne() {
        Periodic periodic = lookingAfter(turns::incrementAndGet);
        awaitPauses(2);

        periodic.close();

        assertThat(turns).hasValue(1);
    }

    @Test
    void waitsBeforeTheFirstTurnOfWhatIsGatheredAndTakesALastOne() {
        Periodic periodic = Periodic.toEnd("test", EVERY, turns::incrementAndGet, this::noTime);
        periodic.start();
        awaitPauses(1);
        assertThat(turns).hasValue(0);
        assertThat(pauses).containsExactly(EVERY);

        periodic.wake();
        awaitPauses(2);
        assertThat(turns).hasValue(1);

        periodic.close();
        assertThat(turns).hasValue(2);
    }

    @Test
    void takesTheLastTurnThoughTheOneBeforeIsUnderWayAndFails() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Periodic periodic =
                Periodic.toEnd(
                        "test",
                        Duration.ofNanos(1),
                        () -> {
                            if (turns.incrementAndGet() == 1) {
                                begun.countDown();
                                hold(end);
                                throw new IllegalStateException("broken");
                            }
                        });
        periodic.start();
        begun.await();

        Thread closing = Thread.ofVirtual().start(periodic::close);
        await().atMost(PATIENCE).until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        end.countDown();
        closing.join();

        assertThat(turns).hasValue(2);
    }

    @Test
    void comesAgainAfterAFailureSoonerWhereThatIsWanted() {
        try (Periodic periodic =
                Periodic.fromStart(
                        "test",
                        EVERY,
                        SHORTLY,
                        () -> {
                            if (turns.incrementAndGet() == 1) {
                                throw new IllegalStateException("broken");
                            }
                        },
                        this::noTime)) {
            periodic.start();
            awaitPauses(2);
            periodic.wake();
            awaitPauses(3);
        }

        assertThat(pauses).startsWith(Duration.ZERO, SHORTLY, EVERY);
        assertThat(logged.list).hasSize(1);
        ILoggingEvent line = logged.list.getFirst();
        assertThat(line.getLevel()).isEqualTo(Level.ERROR);
        assertThat(line.getThrowableProxy().getMessage()).isEqualTo("broken");
        assertThat(line.getKeyValuePairs()).hasToString("[component=\"test\"]");
    }

    @Test
    void warnsOfWhatIsMissingOnlyWhenTheNextTurnIsFar() {
        Runnable missing =
                () -> {
                    throw new ReparteeException(ErrorCode.STORE_UNAVAILABLE, "gone");
                };
        levelOf(Periodic.fromStart("far", EVERY, EVERY, missing, this::noTime), Level.WARN);
        levelOf(Periodic.fromStart("soon", EVERY, SHORTLY, missing, this::noTime), Level.DEBUG);
    }

    @Test
    void interruptsWhatTakesLongerThanItMay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Periodic periodic =
                lookingAfter(
                        () -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                                Thread.currentThread().interrupt();
                            }
                        });
        begun.await();

        periodic.close(Duration.ofMillis(1));

        interrupted.await();
        assertThat(turns).hasValue(0);
    }

    @Test
    void interruptsItsTurnWhenWhoClosesIsInterrupted() throws Exception {
        AtomicReference<Thread> worker = new AtomicReference<>();
        Periodic periodic =
                lookingAfter(
                        () -> {
                            worker.set(Thread.currentThread());
                            hold(new CountDownLatch(1));
                        });
        await().atMost(PATIENCE).until(() -> worker.get() != null);
        AtomicInteger flagged = new AtomicInteger();
        Thread closing =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    Thread.currentThread().interrupt();
                                    periodic.close(NEVER);
                                    flagged.set(Thread.currentThread().isInterrupted() ? 1 : 0);
                                });

        closing.join();
        worker.get().join();

        assertThat(flagged).hasValue(1);
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        AtomicReference<Thread> worker = new AtomicReference<>();
        Periodic periodic = lookingAfter(() -> worker.set(Thread.currentThread()));
        awaitPauses(2);

        worker.get().interrupt();
        worker.get().join();

        periodic.close();
        assertThat(pauses).hasSize(2);
    }

    @Test
    void endsItsThread() {
        AtomicReference<Thread> worker = new AtomicReference<>();
        Periodic periodic = lookingAfter(() -> worker.set(Thread.currentThread()));
        awaitPauses(2);
        assertThat(worker.get().getName()).isEqualTo("test");
        assertThat(worker.get().isVirtual()).isTrue();

        periodic.close();
        periodic.close();

        assertThat(worker.get().isAlive()).isFalse();
    }

    @Test
    void closesWhatWasNeverStarted() {
        Periodic.fromStart("test", EVERY, turns::incrementAndGet).close();
        Periodic.toEnd("test", EVERY, turns::incrementAndGet).close();

        assertThat(turns).hasValue(0);
    }

    @Test
    void takesNoTurnWhenStartedAfterItsEnd() {
        Periodic periodic = Periodic.fromStart("test", EVERY, turns::incrementAndGet);
        periodic.close();

        periodic.start();
        periodic.close();

        assertThat(turns).hasValue(0);
    }

    private Periodic lookingAfter(Runnable turn) {
        return lookingAfter(turn, new AtomicReference<>());
    }

    private Periodic lookingAfter(Runnable turn, AtomicReference<Periodic> self) {
        Periodic periodic = Periodic.fromStart("test", EVERY, EVERY, turn, this::noTime);
        self.set(periodic);
        periodic.start();
        return periodic;
    }

    private void levelOf(Periodic periodic, Level level) {
        logged.list.clear();
        periodic.start();
        await().atMost(PATIENCE).until(() -> !logged.list.isEmpty());
        periodic.close();
        assertThat(logged.list).extracting(ILoggingEvent::getLevel).containsExactly(level);
    }

    private void awaitTurns(int count) {
        await().atMost(PATIENCE).until(() -> turns.get() == count);
    }

    private void awaitPauses(int count) {
        await().atMost(PATIENCE).until(() -> pauses.size() == count);
    }

    /** Time stands still but for the beginning: only waking ends a pause. */
    private void noTime(Semaphore wake, Duration most) throws InterruptedException {
        pauses.add(most);
        if (!most.isZero()) {
            wake.acquire();
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
