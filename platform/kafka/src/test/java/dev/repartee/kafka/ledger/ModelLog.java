package dev.repartee.kafka.ledger;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One partition as the model knows it: its records, the group's commit, and the truth. */
final class ModelLog {

    static final String TOPIC = "model";

    final TopicPartition partition;
    final List<Entry> entries = new ArrayList<>();

    /** Offsets whose effects are durable, by whoever's doing. */
    final Set<Long> finished = new HashSet<>();

    /** Offsets that some owner has begun. */
    final Set<Long> begun = new HashSet<>();

    /** How often an owner ended before the log heard that the offset had not killed it. */
    final Map<Long, Integer> diedAlone = new HashMap<>();

    private long committed;
    private String text = "";
    private int owner;
    private @Nullable Long aloneNow;

    /**
     * @param lane null when the record is not for this group
     */
    record Entry(long offset, @Nullable String lane, boolean kills) {}

    ModelLog(int number) {
        partition = new TopicPartition(TOPIC, number);
    }

    void append(RandomGenerator random, int lanes, double killers) {
        boolean wanted = random.nextInt(10) > 0;
        entries.add(
                new Entry(
                        entries.size(),
                        wanted ? "lane" + random.nextInt(lanes) : null,
                        random.nextDouble() < killers));
    }

    long end() {
        return entries.size();
    }

    /** The broker gives the partition to another owner; commits of earlier ones are refused. */
    int assign() {
        if (aloneNow != null) {
            diedAlone.merge(aloneNow, 1, Integer::sum);
        }
        return ++owner;
    }

    CommitPoint commitFound() {
        return new CommitPoint(committed, CommitMetadata.decode(committed, text));
    }

    /**
     * The broker takes a commit, unless its owner is not the owner any more.
     *
     * @param alone what runs alone, or is about to, as its owner means it; or null
     */
    boolean commit(int by, CommitPoint point, @Nullable Long alone) {
        if (by != owner) {
            return false;
        }
        String written = point.text(Duration.ZERO);
        ModelWorker.check(
                written.length() <= CommitMetadata.MAX_BYTES, "is too long", written.length());
        ModelWorker.check(point.position() >= committed, "goes back", point);
        committed = point.position();
        text = written;
        aloneNow = alone;
        assertNothingUnfinishedIsPassed();
        return true;
    }

    private void assertNothingUnfinishedIsPassed() {
        CommitPoint found = commitFound();
        for (Entry entry : entries) {
            boolean passed =
                    entry.offset() < found.position()
                            || found.metadata().finished().contains(entry.offset());
            if (passed && entry.lane() != null) {
                ModelWorker.check(
                        finished.contains(entry.offset()), "was passed unfinished", entry);
            }
        }
    }

    ReadRecord read(Entry entry) {
        EventHeaders headers =
                new EventHeaders("request", 1, null, "t", null, entry.lane(), null, null);
        return new ReadRecord(
                new Coordinates(TOPIC, partition.partition(), entry.offset()),
                Instant.EPOCH,
                new byte[] {1},
                new byte[] {2},
                Map.of(),
                headers,
                null);
    }
}
