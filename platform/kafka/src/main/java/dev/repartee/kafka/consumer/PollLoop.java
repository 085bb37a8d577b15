package dev.repartee.kafka.consumer;

import dev.repartee.contract.ReparteeException;
import dev.repartee.kafka.AssignmentListener;
import dev.repartee.kafka.ledger.Hand;
import dev.repartee.kafka.ledger.Held;
import dev.repartee.kafka.ledger.PartitionLedger;
import dev.repartee.kafka.ledger.ReadRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that talks to the log: reads what the {@link Bench} has room for, commits, opens
 * and lets go partitions, and keeps trying while the log is away.
 */
final class PollLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(2);
    private static final long LAG_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long TELL_EVERY_NANOS = Duration.ofSeconds(30).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private final RecordDecoder decoder;
    private final Bench bench;
    private final int pollSize;
    private final Crew crew;
    private final AssignmentListener assignments;
    private final Pace pace;
    private final ConsumerMeters meters;
    private final Committer committer;
    private final Opener opener;
    private final Rebalances rebalances = new Rebalances();

    /** All owned by the poll thread. */
    private final Set<TopicPartition> unopened = new HashSet<>();

    private final Set<TopicPartition> paused = new HashSet<>();
    private long isolatedSince;
    private boolean isolated;
    private boolean moreAtHand;
    private long lagAt = System.nanoTime();
    private long readAt = System.nanoTime() - Duration.ofSeconds(1).toNanos();
    private long toldAt = System.nanoTime() - TELL_EVERY_NANOS;

    private volatile boolean closing;
    private volatile Duration closeLimit = Duration.ZERO;
    private volatile boolean healthy;

    /**
     * What is read, and how.
     *
     * @param topics all of them
     * @param decoder tells which records are for this group, and reads them
     * @param pace how often
     */
    record Feed(List<String> topics, RecordDecoder decoder, Pace pace) {}

    PollLoop(
            Clients.Member member,
            Feed feed,
            Bench bench,
            Crew crew,
            AssignmentListener assignments,
            ConsumerMeters meters) {
        this.consumer = member.consumer();
        this.topics = feed.topics();
        this.decoder = feed.decoder();
        this.bench = bench;
        this.pollSize = bench.ask(Hand::pollSize);
        this.crew = crew;
        this.assignments = assignments;
        this.pace = feed.pace();
        this.meters = meters;
        this.committer = new Committer(consumer, bench, feed.pace().commit(), meters);
        this.opener = new Opener(consumer, member.commits()::read);
    }

    /** Makes the loop end; it still gives running work the given time. */
    void close(Duration limit) {
        closeLimit = limit;
        closing = true;
        consumer.wakeup();
    }

    /** Whether the last round went well and nothing waits to be opened. */
    boolean healthy() {
        return healthy;
    }

    @Override
    public void run() {
        consumer.subscribe(topics, rebalances);
        while (!closing) {
            try {
                round();
                healthy = unopened.isEmpty() && !committer.failing();
            } catch (WakeupException _) {
                // close(), or partitions that are to be opened, want to be seen
            } catch (InterruptException _) {
                closing = true;
            } catch (Exception e) {
                failed(e);
            }
        }
        leave();
    }

    private void round() throws InterruptedException {
        open();
        steer();
        poll();
        crew.dispatch();
        isolate();
        committer.commitIfDue();
        measureLag();
    }

    private void open() {
        if (unopened.isEmpty() || committer.underWay()) {
            return;
        }
        try {
            Map<TopicPartition, PartitionLedger> opened = opener.open(unopened);
            unopened.clear();
            assignments.assigned(numbers(opened.keySet()));
            bench.change(hand -> opened.forEach(hand::open));
            committer.commitNow();
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException | ReparteeException e) {
            tell("partitions can't be opened; tried again until they can", e);
        }
    }

    private void steer() {
        Set<TopicPartition> pause = new HashSet<>();
        Set<TopicPartition> resume = new HashSet<>();
        Set<TopicPartition> wanted = bench.ask(Hand::wanted);
        for (TopicPartition partition : bench.ask(Hand::partitions)) {
            if (wanted.contains(partition)) {
                if (paused.remove(partition)) {
                    resume.add(partition);
                }
            } else if (paused.add(partition)) {
                pause.add(partition);
            }
        }
        if (!pause.isEmpty()) {
            consumer.pause(pause);
        }
        if (!resume.isEmpty()) {
            consumer.resume(resume);
        }
    }

    private void poll() throws InterruptedException {
        Duration limit = patience();
        List<TopicPartition> open = bench.ask(Hand::partitions);
        if (!open.isEmpty() && paused.containsAll(open)) {
            bench.await(Hand::hasRoom, limit);
            limit = Duration.ZERO;
        }
        gather();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(limit);
        moreAtHand = records.count() >= pollSize;
        if (!records.isEmpty()) {
            readAt = System.nanoTime();
            take(records);
        }
        if (bench.ask(Hand::isolating)) {
            bench.ask(Hand::partitions).forEach(this::noteGap);
        }
    }

    /**
     * How long to wait for records: until something else is to be done. Each look costs a hand-over
     * to the client's own thread and back, so while nothing is there to be done there are few.
     */
    private Duration patience() {
        if (bench.ask(Hand::isolating) || committer.underWay() && isAwaited()) {
            return SOON;
        }
        if (unopened.isEmpty() && bench.ask(Hand::quiet)) {
            return QUIET;
        }
        return atLeastSoon(committer.untilDue());
    }

    /** Whether the answer to a commit is: only then is it worth looking for it. */
    private boolean isAwaited() {
        return !unopened.isEmpty() || bench.ask(Hand::awaitsCommit);
    }

    /**
     * The next records are asked for by poll, so those that come before it share one answer. A full
     * answer had no room for those that were there already: nothing is gained by waiting.
     */
    private void gather() throws InterruptedException {
        long left = readAt + pace.gathering().toNanos() - System.nanoTime();
        if (left > 0 && !moreAtHand && !closing) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            List<ReadRecord> wanted = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                decoder.decode(record).ifPresent(wanted::add);
            }
            long next = records.nextOffsets().get(partition).offset();
            bench.change(
                    hand -> {
                        wanted.forEach(read -> hand.take(partition, read));
                        hand.readUpTo(partition, next);
                    });
        }
    }

    /** Where the log has a gap, a suspect that is awaited will not come. */
    private void noteGap(TopicPartition partition) {
        long position = consumer.position(partition);
        bench.change(hand -> hand.readUpTo(partition, position));
    }

    private void isolate() {
        if (!bench.ask(Hand::isolating)) {
            isolated = false;
            return;
        }
        if (!isolated) {
            isolated = true;
            isolatedSince = System.nanoTime();
        }
        Optional<Held> soloist = bench.ask(Hand::soloist);
        if (soloist.isPresent() && !committer.underWay()) {
            isolated = false;
            beginAlone(soloist.get());
        } else if (System.nanoTime() - isolatedSince > pace.isolation().toNanos()) {
            LOG.atWarn()
                    .addKeyValue("group", consumer.groupMetadata().groupId())
                    .log("a suspect takes too long alone; all go on side by side");
            bench.change(Hand::dismissSuspects);
        }
    }

    private void beginAlone(Held suspect) {
        bench.change(hand -> hand.announceAlone(suspect));
        if (committer.commitNow()) {
            LOG.atWarn()
                    .addKeyValue("coordinates", suspect.coordinates())
                    .log("runs alone: its workers have died repeatedly");
            crew.beginAlone(suspect);
        } else {
            bench.change(hand -> hand.withdrawAlone(suspect));
        }
    }

    private void measureLag() {
        long now = System.nanoTime();
        if (now - lagAt >= LAG_EVERY_NANOS) {
            lagAt = now;
            long unread = 0;
            for (TopicPartition partition : bench.ask(Hand::partitions)) {
                unread += consumer.currentLag(partition).orElse(0);
            }
            meters.unread(unread);
        }
    }

    private void failed(Exception e) {
        healthy = false;
        tell("the log can't be read; tried again until it can", e);
        try {
            bench.await(_ -> closing, AFTER_FAILURE);
        } catch (InterruptedException _) {
            closing = true;
        }
    }

    /** An outage fails every round; it is told now and then. */
    private void tell(String what, Exception e) {
        long now = System.nanoTime();
        if (now - toldAt >= TELL_EVERY_NANOS) {
            toldAt = now;
            LOG.atWarn()
                    .addKeyValue("topics", topics)
                    .addKeyValue("failure", e.toString())
                    .log(what);
        }
    }

    private void leave() {
        healthy = false;
        try {
            rebalances.letGo(bench.ask(Hand::partitions), closeLimit);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("failure", e.toString()).log("left without a last commit");
        }
        consumer.close(CloseOptions.timeout(LEAVE_LIMIT));
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).distinct().toList();
    }

    private static Duration atLeastSoon(Duration duration) {
        return duration.compareTo(SOON) < 0 ? SOON : duration;
    }

    /** Called by the consumer within {@code poll} and {@code close}. */
    private final class Rebalances implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            unopened.addAll(partitions);
            paused.addAll(partitions);
            consumer.pause(partitions);
            // Else this poll would go on for as long as it may.
            consumer.wakeup();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            letGo(partitions, pace.revocation());
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            forget(partitions);
            bench.change(hand -> hand.release(partitions));
            assignments.revoked(numbers(partitions));
        }

        private void letGo(Collection<TopicPartition> partitions, Duration grace) {
            forget(partitions);
            committer.commitLast(bench.release(partitions, grace));
            assignments.revoked(numbers(partitions));
        }

        private void forget(Collection<TopicPartition> partitions) {
            unopened.removeAll(partitions);
            paused.removeAll(partitions);
        }
    }
}
