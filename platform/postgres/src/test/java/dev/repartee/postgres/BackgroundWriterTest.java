package dev.repartee.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rows that are written behind the backs of those who make them. */
class BackgroundWriterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<List<Integer>> written = new CopyOnWriteArrayList<>();

    @Test
    void rowsThatComeWhileOthersAreWrittenAreWrittenTogether() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        BackgroundWriter.Sink<Integer> slow =
                batch -> {
                    written.add(batch);
                    begun.countDown();
                    hold(goOn);
                };
        try (BackgroundWriter<Integer> writer = writer(10, slow)) {
            writer.add(0);
            hold(begun);
            writer.add(1);
            writer.add(2);
            writer.add(3);
            goOn.countDown();
            await().atMost(PATIENCE).until(() -> written.size() == 2);
            assertThat(written).containsExactly(List.of(0), List.of(1, 2, 3));
        }
    }

    @Test
    void whatWaitsIsWrittenAtTheEndAndNothingComesAfterIt() {
        BackgroundWriter<Integer> writer = writer(10, written::add);
        writer.add(1);
        writer.close();
        writer.add(2);
        assertThat(written).containsExactly(List.of(1));
        assertThat(dropped()).isEqualTo(1);
    }

    @Test
    void endsAtOnceWhenNothingWasGiven() {
        // It would wait for two seconds if nobody woke it; a machine that stands still spoils one
        // try.
        await().atMost(PATIENCE).until(this::endsWithinASecond);
        assertThat(written).isEmpty();
    }

    private boolean endsWithinASecond() {
        long before = System.nanoTime();
        writer(10, written::add).close();
        return System.nanoTime() - before < Duration.ofSeconds(1).toNanos();
    }

    @Test
    void whatTheDatabaseRefusesIsDroppedAndWhatItCanNotTakeNowIsTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        try (BackgroundWriter<Integer> writer =
                writer(
                        10,
                        batch -> {
                            if (batch.contains(1)) {
                                throw new IllegalArgumentException("refused");
                            }
                            if (tries.incrementAndGet() == 1) {
                                throw new ReparteeException(ErrorCode.STORE_UNAVAILABLE, "gone");
                            }
                            written.add(batch);
                        })) {
            writer.add(1);
            await().atMost(PATIENCE).until(() -> dropped() == 1);
            writer.add(2);
            await().atMost(PATIENCE).until(() -> !written.isEmpty());
            assertThat(written).containsExactly(List.of(2));
            assertThat(tries).hasValue(2);
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private BackgroundWriter<Integer> writer(int most, BackgroundWriter.Sink<Integer> sink) {
        return new BackgroundWriter<>("numbers", most, sink, meters);
    }

    private double dropped() {
        return meters.get("repartee_postgres_background_dropped").counter().count();
    }
}
