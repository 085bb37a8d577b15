package dev.repartee.kafka.consumer;

import dev.repartee.kafka.ledger.CommitPoint;
import dev.repartee.kafka.ledger.Hand;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes commit points, one commit at a time. A commit that fails loses nothing: its points are
 * taken anew for the next one. Belongs to the poll thread.
 */
final class Committer {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Bench bench;
    private final Duration interval;
    private final ConsumerMeters meters;
    private long dueNanos = System.nanoTime();
    private boolean underWay;
    private boolean failing;

    Committer(
            Consumer<byte[], byte[]> consumer,
            Bench bench,
            Duration interval,
            ConsumerMeters meters) {
        this.consumer = consumer;
        this.bench = bench;
        this.interval = interval;
        this.meters = meters;
    }

    /** Begins a commit when it is time, or when records wait for one. */
    void commitIfDue() {
        boolean due = System.nanoTime() - dueNanos >= 0;
        if (underWay || !(due || !failing && bench.ask(Hand::needsCommit))) {
            return;
        }
        Map<TopicPartition, CommitPoint> points = bench.ask(Hand::points);
        dueNanos = System.nanoTime() + interval.toNanos();
        if (!points.isEmpty()) {
            long sent = System.nanoTime();
            underWay = true;
            consumer.commitAsync(
                    offsets(points, meters.waited()),
                    (_, failure) -> {
                        underWay = false;
                        end(points, sent, failure);
                    });
        }
    }

    /** Commits everything that changed and waits for it. Not while another is under way. */
    boolean commitNow() {
        Map<TopicPartition, CommitPoint> points = bench.ask(Hand::points);
        return points.isEmpty() || sync(points);
    }

    /** Commits the last points of partitions that are let go; a failure is only told. */
    void commitLast(Map<TopicPartition, CommitPoint> points) {
        if (!points.isEmpty()) {
            sync(points);
        }
    }

    /** Whether the last commit was refused or not answered. */
    boolean failing() {
        return failing;
    }

    /** Whether a commit was sent and not answered. */
    boolean underWay() {
        return underWay;
    }

    /** How long until the next commit may be due. */
    Duration untilDue() {
        return Duration.ofNanos(Math.max(0, dueNanos - System.nanoTime()));
    }

    private boolean sync(Map<TopicPartition, CommitPoint> points) {
        long sent = System.nanoTime();
        try {
            commitSync(offsets(points, meters.waited()));
            end(points, sent, null);
            return true;
        } catch (KafkaException e) {
            end(points, sent, e);
            return false;
        }
    }

    /** The wake-up that ends the poll loop may come too late for it, and must not end a commit. */
    private void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, SYNC_LIMIT);
        } catch (WakeupException _) {
            consumer.commitSync(offsets, SYNC_LIMIT);
        }
    }

    private void end(
            Map<TopicPartition, CommitPoint> points, long sent, @Nullable Exception failure) {
        if (failure == null) {
            bench.change(hand -> hand.committed(points));
            meters.committed(Duration.ofNanos(System.nanoTime() - sent));
        } else {
            bench.change(hand -> hand.notCommitted(points));
            meters.commitFailed();
            dueNanos = System.nanoTime() + AFTER_FAILURE.toNanos();
            if (!failing) {
                LOG.atWarn()
                        .addKeyValue("group", consumer.groupMetadata().groupId())
                        .addKeyValue("failure", failure.toString())
                        .log("a commit failed; it is repeated until it succeeds");
            }
        }
        failing = failure != null;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(
            Map<TopicPartition, CommitPoint> points, Duration waited) {
        Map<TopicPartition, OffsetAndMetadata> offsets = HashMap.newHashMap(points.size());
        points.forEach(
                (partition, point) ->
                        offsets.put(
                                partition,
                                new OffsetAndMetadata(point.position(), point.text(waited))));
        return offsets;
    }
}
