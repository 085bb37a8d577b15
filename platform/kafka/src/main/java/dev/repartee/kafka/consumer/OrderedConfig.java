package dev.repartee.kafka.consumer;

import dev.repartee.kafka.LaneKey;
import dev.repartee.kafka.RecordFilter;
import dev.repartee.kafka.RetryPolicy;
import java.util.List;

/**
 * What an {@link OrderedConsumer} reads and how.
 *
 * @param group the consumer group, named after its party
 * @param topics what it reads
 * @param lanes which records must stay in order
 * @param filter which records are for this group
 * @param bounds what it may hold at once
 * @param retry how often a failing record is tried
 * @param pace how often it commits, how long it waits
 */
public record OrderedConfig(
        String group,
        List<String> topics,
        LaneKey lanes,
        RecordFilter filter,
        Bounds bounds,
        RetryPolicy retry,
        Pace pace) {

    /** Validates and copies. */
    public OrderedConfig {
        if (group.isBlank() || topics.isEmpty()) {
            throw new IllegalArgumentException("a consumer needs a group and at least one topic");
        }
        topics = List.copyOf(topics);
    }

    /** Lanes by conversation, every record, default bounds, retries and pace. */
    public static OrderedConfig of(String group, String... topics) {
        return new OrderedConfig(
                group,
                List.of(topics),
                LaneKey.conversation(),
                RecordFilter.ALL,
                Bounds.DEFAULT,
                RetryPolicy.DEFAULT,
                Pace.DEFAULT);
    }

    /** The same with other lanes. */
    public OrderedConfig withLanes(LaneKey other) {
        return new OrderedConfig(group, topics, other, filter, bounds, retry, pace);
    }

    /** The same with another filter. */
    public OrderedConfig withFilter(RecordFilter other) {
        return new OrderedConfig(group, topics, lanes, other, bounds, retry, pace);
    }

    /** The same with other bounds. */
    public OrderedConfig withBounds(Bounds other) {
        return new OrderedConfig(group, topics, lanes, filter, other, retry, pace);
    }

    /** The same with another retry policy. */
    public OrderedConfig withRetry(RetryPolicy other) {
        return new OrderedConfig(group, topics, lanes, filter, bounds, other, pace);
    }

    /** The same with another pace. */
    public OrderedConfig withPace(Pace other) {
        return new OrderedConfig(group, topics, lanes, filter, bounds, retry, other);
    }
}
