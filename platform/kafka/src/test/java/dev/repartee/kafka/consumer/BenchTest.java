package dev.repartee.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.kafka.ledger.CommitMetadata;
import dev.repartee.kafka.ledger.CommitPoint;
import dev.repartee.kafka.ledger.Hand;
import dev.repartee.kafka.ledger.PartitionLedger;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BenchTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration LONG = Duration.ofMinutes(2);

    private final Bench bench = new Bench(new Hand(10, 10, 10, record -> "lane"));

    @Test
    void wakesThePollThreadOnlyForWhatItAwaits() {
        AtomicInteger looks = new AtomicInteger();
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(
                        () ->
                                await(
                                        hand -> {
                                            looks.incrementAndGet();
                                            return !hand.partitions().isEmpty();
                                        },
                                        LONG));
        Awaitility.await().atMost(PATIENCE).until(() -> looks.get() == 1);

        bench.change(hand -> {});
        assertThat(waiting).isNotDone();
        bench.change(
                hand ->
                        hand.open(
                                new TopicPartition("topic", 0),
                                PartitionLedger.open(
                                        new CommitPoint(0, CommitMetadata.fresh(0)), 0)));

        assertThat(waiting).succeedsWithin(PATIENCE);
        assertThat(looks).as("one look for each change, one when it was woken").hasValue(4);
    }

    @Test
    void waitsNoLongerThanItsLimit() {
        long begun = System.nanoTime();

        await(hand -> false, Duration.ofMillis(20));

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(20), LONG);
    }

    @Test
    void doesNotWaitForWhatIsSoAlready() {
        await(hand -> true, LONG);
    }

    private void await(Predicate<Hand> state, Duration limit) {
        try {
            bench.await(state, limit);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
