package dev.repartee.kafka.consumer;

import dev.repartee.kafka.AssignmentListener;
import dev.repartee.kafka.BatchHandler;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.ParkingListener;
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
 * Reads topics in bulk, for stages that write in bulk: one batch at a time, each as large as what
 * has come in meanwhile, up to a bound.
 *
 * <p>A batch holds the records of each partition in their order and comes again, with pauses and
 * without end, until it succeeds; nothing is skipped but what its handler calls poisoned. While it
 * waits the consumer stays in its group, and partitions that are revoked leave the batch. The
 * commit follows the batch. Records that were in hand at two unclean ends come as batches of one.
 */
public final class BatchConsumer {

    private final ConsumerMeters meters;
    private final ReadingThread thread;

    /**
     * @param deadLetters writes what is given up; shared with the stage, which closes it after this
     *     consumer
     */
    public BatchConsumer(
            LogCluster cluster,
            BatchConfig config,
            BatchHandler handler,
            ParkingListener parking,
            StageSender deadLetters,
            MeterRegistry registry,
            Clock clock) {
        String group = config.group();
        Hand hand =
                new Hand(
                        Math.max(2, 2 * config.records()),
                        2 * config.bytes(),
                        config.records(),
                        record -> record.coordinates().toString());
        Bench bench = new Bench(hand);
        meters = new ConsumerMeters(registry, group, bench, clock);
        Executor workers =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name(group + "-batch-", 0).factory());
        Crew crew =
                new BatchCrew(
                        bench,
                        handler,
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
                                        AssignmentListener.NONE,
                                        meters));
    }

    /** Joins the group and begins to read; returns at once, also when the log is not there yet. */
    public void start() {
        thread.start();
    }

    /** Whether it is running, all its partitions are open and its commits arrive. */
    public boolean ready() {
        return thread.healthy();
    }

    /** Stops reading, lets a running batch finish up to the limit, commits and leaves. */
    public void close(Duration limit) {
        thread.close(limit);
        meters.close();
    }
}
