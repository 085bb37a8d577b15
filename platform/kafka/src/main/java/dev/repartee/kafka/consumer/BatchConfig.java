package dev.repartee.kafka.consumer;

import dev.repartee.kafka.RecordFilter;
import dev.repartee.kafka.RetryPolicy;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link BatchConsumer} reads and how.
 *
 * @param group the consumer group, named after its party
 * @param topics what it reads
 * @param filter which records are for this group
 * @param records most records of one batch
 * @param bytes about the most bytes of one batch; one more poll may lie above it
 * @param retry its pauses space the attempts; its count bounds nothing, a batch is tried without
 *     end
 * @param pace how often it commits, how long it waits
 */
public record BatchConfig(
        String group,
        List<String> topics,
        RecordFilter filter,
        int records,
        long bytes,
        RetryPolicy retry,
        Pace pace) {

    /** Validates and copies. */
    public BatchConfig {
        if (group.isBlank() || topics.isEmpty()) {
            throw new IllegalArgumentException("a consumer needs a group and at least one topic");
        }
        if (records < 1 || bytes < 1) {
            throw new IllegalArgumentException("a batch must hold at least 1 record and 1 byte");
        }
        topics = List.copyOf(topics);
    }

    /** Every record, 500 at once, 16 MiB, default retries, 25 ms to gather. */
    public static BatchConfig of(String group, String... topics) {
        return new BatchConfig(
                group,
                List.of(topics),
                RecordFilter.ALL,
                500,
                16L << 20,
                RetryPolicy.DEFAULT,
                Pace.DEFAULT.withGathering(Duration.ofMillis(25)));
    }

    /** The same with another filter. */
    public BatchConfig withFilter(RecordFilter other) {
        return new BatchConfig(group, topics, other, records, bytes, retry, pace);
    }

    /** The same with another size. */
    public BatchConfig withRecords(int other) {
        return new BatchConfig(group, topics, filter, other, bytes, retry, pace);
    }

    /** The same with another retry policy. */
    public BatchConfig withRetry(RetryPolicy other) {
        return new BatchConfig(group, topics, filter, records, bytes, other, pace);
    }

    /** The same with another pace. */
    public BatchConfig withPace(Pace other) {
        return new BatchConfig(group, topics, filter, records, bytes, retry, other);
    }
}
