package dev.repartee.kafka.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Far more finished runs beyond the position than a commit's metadata holds. */
class OverflowTest {

    private static final int RECORDS = 8_000;

    private final ModelLog log = new ModelLog(0);
    private final Hand hand =
            new Hand(
                    2 * RECORDS,
                    Long.MAX_VALUE / 4,
                    2 * RECORDS,
                    record -> record.coordinates().toString());
    private final List<Long> finished = new ArrayList<>();

    @Test
    void aCrashRepeatsOnlyWhatDidNotFitAndSaysSo() {
        finishEverySecond();
        reopenAndCheck(hand.points().get(log.partition));
    }

    @Test
    void anOrderlyEndRepeatsOnlyWhatDidNotFitAndSaysSo() {
        finishEverySecond();
        reopenAndCheck(hand.release(List.of(log.partition)).get(log.partition));
    }

    private void finishEverySecond() {
        SplittableRandom random = new SplittableRandom(1);
        while (log.end() < RECORDS) {
            log.append(random, 1, 0);
        }
        hand.open(log.partition, PartitionLedger.open(log.commitFound(), RECORDS));
        log.entries.forEach(entry -> hand.take(log.partition, log.read(entry)));
        hand.committed(hand.points());
        Optional<Held> next = hand.begin();
        while (next.isPresent()) {
            if (next.get().offset() % 2 == 1) {
                finished.add(next.get().offset());
                hand.done(next.get());
            }
            next = hand.begin();
        }
        assertThat(finished).hasSize(RECORDS / 2);
    }

    private void reopenAndCheck(CommitPoint point) {
        assertThat(point.text(Duration.ofDays(100)).length())
                .isLessThanOrEqualTo(CommitMetadata.MAX_BYTES);
        CommitMetadata read =
                CommitMetadata.decode(point.position(), point.text(Duration.ofDays(100)));
        assertThat(read.finished().count()).isBetween(1_400L, RECORDS / 2 - 1L);
        assertThat(finished).containsAll(offsets(read.finished()));

        PartitionLedger successor =
                PartitionLedger.open(new CommitPoint(point.position(), read), RECORDS);
        for (long offset : finished) {
            assertThat(successor.settled(offset) || successor.suspected(offset))
                    .as("%d comes again, and its handler is not told", offset)
                    .isTrue();
        }
    }

    private static List<Long> offsets(OffsetRuns runs) {
        List<Long> offsets = new ArrayList<>();
        for (int run = 0; run < runs.size(); run++) {
            for (long offset = runs.from(run); offset < runs.to(run); offset++) {
                offsets.add(offset);
            }
        }
        return offsets;
    }
}
