package dev.repartee.kafka.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When a reader may wait for records alone, and when somebody waits for its commit. */
class QuietHandTest {

    private static final int MOST = 8;

    private final ModelLog log = new ModelLog(0);
    private final Hand hand =
            new Hand(MOST, Long.MAX_VALUE / 4, MOST, record -> record.coordinates().toString());

    @Test
    void isNotQuietWithoutPartitionsNorBeforeItsFirstCommit() {
        assertThat(hand.quiet()).isFalse();
        open();
        assertThat(hand.quiet()).isFalse();
        hand.committed(hand.points());
        assertThat(hand.quiet()).isTrue();
    }

    @Test
    void isNotQuietUntilWhatWasReadIsFinishedAndCommitted() {
        open();
        hand.committed(hand.points());
        read(1);
        assertThat(hand.quiet()).as("unfinished").isFalse();
        hand.done(hand.begin().orElseThrow());
        assertThat(hand.quiet()).as("finished, not committed").isFalse();
        var points = hand.points();
        assertThat(hand.quiet()).as("commit under way, its answer changes nothing").isTrue();
        hand.notCommitted(points);
        assertThat(hand.quiet()).as("the commit failed").isFalse();
    }

    @Test
    void somebodyAwaitsTheCommitThatLetsRecordsBegin() {
        open();
        var first = hand.points();
        read(1);
        assertThat(hand.begin()).as("nothing begins before the first commit").isEmpty();
        assertThat(hand.awaitsCommit()).isTrue();
        hand.committed(first);
        assertThat(hand.begin()).isPresent();
        hand.committed(hand.points());
        assertThat(hand.awaitsCommit()).isFalse();
    }

    private void open() {
        hand.open(log.partition, PartitionLedger.open(log.commitFound(), log.end()));
    }

    private void read(int count) {
        SplittableRandom random = new SplittableRandom(1);
        int before = log.entries.size();
        for (int i = 0; i < count; i++) {
            log.append(random, 1, 0);
        }
        log.entries
                .subList(before, log.entries.size())
                .forEach(entry -> hand.take(log.partition, log.read(entry)));
    }
}
