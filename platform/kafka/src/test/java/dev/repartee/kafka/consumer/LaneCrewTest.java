package dev.repartee.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.RetryPolicy;
import dev.repartee.kafka.consumer.failure.DeadLetters;
import dev.repartee.kafka.consumer.failure.Failures;
import dev.repartee.kafka.ledger.CommitMetadata;
import dev.repartee.kafka.ledger.CommitPoint;
import dev.repartee.kafka.ledger.Hand;
import dev.repartee.kafka.ledger.PartitionLedger;
import dev.repartee.kafka.ledger.ReadRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Driven by hand: what would run on threads lies in a queue until the test runs it. */
class LaneCrewTest {

    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
    private static final int RECORDS = 10;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Long> handled = new ArrayList<>();
    private final Hand hand = new Hand(100, 1_000, 100, record -> record.coordinates().toString());
    private final Bench bench = new Bench(hand);
    private int others;

    @Test
    void beginsOnlySoManyAsMayWaitForAProcessor() {
        LaneCrew crew = crew(4);

        assertThat(crew.dispatch()).as("something is held back").isTrue();

        assertThat(waiting).hasSize(4);
        assertThat(hand.running()).isEqualTo(4);
    }

    @Test
    void beginsNothingWhileOthersWait() {
        LaneCrew crew = crew(4);
        others = 4;

        assertThat(crew.dispatch()).isTrue();
        assertThat(waiting).isEmpty();

        others = 0;
        crew.dispatch();
        assertThat(waiting).hasSize(4);
    }

    @Test
    void goesOnWithTheNextRecordWhileThereIsRoom() {
        crew(4).dispatch();

        runAll();

        assertThat(handled).hasSize(RECORDS);
        assertThat(hand.records()).isZero();
    }

    @Test
    void aPlaceThatGetsFreeIsTakenAtOnce() {
        crew(4).dispatch();

        waiting.removeFirst().run();

        assertThat(handled).hasSize(1);
        assertThat(waiting).as("the queue is as long as before").hasSize(4);
    }

    @Test
    void whatWasHeldBackBeginsWithTheNextDispatch() {
        LaneCrew crew = crew(4);
        crew.dispatch();
        others = 4;
        runAll();
        assertThat(handled).as("each worker ends with its first record").hasSize(4);

        others = 0;
        assertThat(crew.dispatch()).isTrue();
        runAll();

        assertThat(handled).hasSize(RECORDS);
        assertThat(crew.dispatch()).as("nothing is held back any more").isFalse();
    }

    @Test
    void whoEndsWorkNeverGivesWay() {
        others = 1_000;

        assertThat(crew(Bounds.DEFAULT.queued()).dispatch()).isFalse();

        assertThat(waiting).hasSize(RECORDS);
    }

    private void runAll() {
        for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
            work.run();
        }
    }

    private LaneCrew crew(int most) {
        hand.open(
                PARTITION,
                PartitionLedger.open(new CommitPoint(0, CommitMetadata.fresh(0)), RECORDS));
        for (long offset = 0; offset < RECORDS; offset++) {
            hand.take(PARTITION, record(offset));
        }
        hand.committed(hand.points());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new LaneCrew(
                bench,
                record -> {
                    handled.add(record.coordinates().offset());
                    return Disposition.done();
                },
                new Failures(RetryPolicy.DEFAULT, new Random(1)),
                new DeadLetters("group", ParkingListener.NONE, null, Clock.systemUTC()),
                new ConsumerMeters(meters, "group", bench, Clock.systemUTC()),
                waiting::add,
                new RunQueue(() -> waiting.size() + others, most));
    }

    private static ReadRecord record(long offset) {
        EventHeaders event = new EventHeaders("request", 1, null, "acme", null, null, null, null);
        return new ReadRecord(
                new Coordinates("topic", 0, offset),
                Instant.now().minus(Duration.ofSeconds(1)),
                new byte[0],
                new byte[0],
                Map.of(),
                event,
                null);
    }
}
