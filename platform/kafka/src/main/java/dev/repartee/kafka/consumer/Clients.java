package dev.repartee.kafka.consumer;

import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.GroupCommits;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Opens the connections of a consumer. */
final class Clients {

    private Clients() {}

    /**
     * A member of a group.
     *
     * @param commits what its group has committed
     */
    record Member(Consumer<byte[], byte[]> consumer, GroupCommits commits) {}

    static Member member(LogCluster cluster, String group, int pollSize) {
        return new Member(consumer(cluster, group, pollSize), new GroupCommits(cluster, group));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(
            LogCluster cluster, String group, int pollSize) {
        Map<String, Object> properties = cluster.properties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollSize);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50);
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        properties.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        properties.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(properties, bytes, bytes);
    }
}
