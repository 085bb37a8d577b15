package dev.repartee.kafka.consumer;

import dev.repartee.kafka.AssignmentListener;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.RecordHandler;
import dev.repartee.kafka.consumer.failure.DeadLetters;
import dev.repartee.kafka.consumer.failure.Failures;
import dev.repartee.kafka.ledger.Hand;
import dev.repartee.kafka.sender.StageSender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Reads topics record by record: lanes run concurrently, the records of a lane in order.
 *
 * <p>Guarantees (promises P2 and P4):
 *
 * <ul>
 *   <li>A record of a lane begins when the handling of the one before it has returned. A lane that
 *       waits, fails or hangs holds up no other lane, whatever partition they lie in.
 *   <li>Every record is handled to its end at least once, or parked with a dead letter; the commit
 *       never passes an unfinished one.
 *   <li>What was finished beyond the commit's position is not handled again by the next owner,
 *       unless the list of such records outgrew the commit's metadata (4 KiB hold some 1,500 runs).
 *   <li>{@link dev.repartee.kafka.LogRecord#redelivered} is false only if no earlier owner has
 *       begun the record.
 *   <li>What was in hand at two unclean ends of its owners runs alone; what was alone in hand at
 *       two more parks with {@code kills_worker}. Kills from outside park nothing.
 * </ul>
 *
 * <p>Not guaranteed: that a record is handled only once, nor, while an owner is frozen longer than
 * its session, that only one process handles it at a time. Handlers must be idempotent.
 */
public final class OrderedConsumer {

    private final ConsumerMeters meters;
    private final ReadingThread thread;

    /** Set before the start, read by the polling thread. */
    private volatile AssignmentListener assignments = AssignmentListener.NONE;

    /**
     * @param deadLetters writes what is given up; shared with the stage, which closes it after this
     *     consumer
     */
    public OrderedConsumer(
            LogCluster cluster,
            OrderedConfig config,
            RecordHandler handler,
            ParkingListener parking,
            StageSender deadLetters,
            MeterRegistry registry,
            Clock clock) {
        String group = config.group();
        Bounds bounds = config.bounds();
        Hand hand = new Hand(bounds.records(), bounds.bytes(), bounds.lanes(), config.lanes());
        Bench bench = new Bench(hand);
        meters = new ConsumerMeters(registry, group, bench, clock);
        // Virtual threads are cheap, but what libraries keep for each thread is not: a source of
        // randomness costs Tink more than it takes to encrypt a message. So lanes use them again.
        Executor workers =
                Executors.newCachedThreadPool(
                        Thread.ofVirtual().name(group + "-lane-", 0).factory());
        Crew crew =
                new LaneCrew(
                        bench,
                        ObservedHandler.of(group, handler, cluster.observer()),
                        new Failures(config.retry(), new Random()),
                        new DeadLetters(group, parking, deadLetters, clock),
                        meters,
                        workers);
        thread =
                new ReadingThread(
                        "repartee-" + group,
                        () ->
                                new PollLoop(
                                        Clients.member(cluster, group, hand.pollSize()),
                                        new PollLoop.Feed(
                                                config.topics(),
                                                new RecordDecoder(group, config.filter()),
                                                config.pace()),
                                        bench,
                                        crew,
                                        assignments,
                                        meters));
    }

    /** Names who is told of assignments; before {@link #start()}. */
    public void listen(AssignmentListener listener) {
        assignments = listener;
    }

    /** Joins the group and begins to read; returns at once, also when the log is not there yet. */
    public void start() {
        thread.start();
    }

    /** Whether it is running, all its partitions are open and its commits arrive. */
    public boolean ready() {
        return thread.healthy();
    }

    /** Stops reading, lets running handlers finish up to the limit, commits and leaves. */
    public void close(Duration limit) {
        thread.close(limit);
        meters.close();
    }
}
