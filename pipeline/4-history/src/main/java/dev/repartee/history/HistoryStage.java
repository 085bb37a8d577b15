package dev.repartee.history;

import dev.repartee.contract.Topic;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.RetryPolicy;
import dev.repartee.kafka.consumer.BatchConfig;
import dev.repartee.kafka.consumer.BatchConsumer;
import dev.repartee.kafka.consumer.Pace;
import dev.repartee.kafka.sender.StageLog;
import dev.repartee.kafka.sender.StageSender;
import dev.repartee.messages.MessageStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/**
 * Stores every message and what became of it.
 *
 * <p>A database outage pauses this stage and no other; it catches up from the log. A record that
 * can never be stored parks, and its message keeps the result that it has.
 */
public final class HistoryStage {

    private static final String GROUP = Topic.Party.HISTORY.word();

    /** What is stored again after a crash changes nothing, so commits may be rare. */
    private static final Pace PACE =
            Pace.DEFAULT.withCommit(Duration.ofMillis(500)).withGathering(Duration.ofMillis(50));

    private final StageSender sender;
    private final BatchConsumer consumer;
    private final Maintenance maintenance;

    /** Connects lazily: nothing needs to be there before {@link #start()}, nor right after. */
    public HistoryStage(
            StageLog log,
            MessageStore store,
            HistoryConfig config,
            MeterRegistry meters,
            Clock clock) {
        sender = log.sender(GROUP);
        consumer =
                new BatchConsumer(
                        log.cluster(),
                        BatchConfig.of(
                                        GROUP,
                                        Topic.REQUESTS.topicName(),
                                        Topic.RESULTS.topicName(),
                                        Topic.DELIVERY_STATUS.topicName(),
                                        Topic.CONVERSATIONS.topicName())
                                .withFilter(HistoryWriter::wants)
                                .withRecords(config.batchRecords())
                                .withPace(PACE)
                                .withRetry(
                                        new RetryPolicy(
                                                1, config.firstRetry(), config.longestRetry())),
                        new HistoryWriter(store, new HistoryMetrics(meters)),
                        ParkingListener.NONE,
                        sender,
                        meters,
                        clock);
        maintenance = new Maintenance(store, config, clock);
    }

    /** Begins to store; returns at once. */
    public void start() {
        maintenance.start();
        consumer.start();
    }

    /** Whether the log is being read. A database outage does not change that. */
    public boolean ready() {
        return consumer.ready();
    }

    /** Lets the batch in hand finish up to the limit, then leaves. */
    public void close(Duration limit) {
        consumer.close(limit);
        maintenance.close(limit);
        sender.close(limit);
    }
}
