package dev.repartee.kafka.sender;

import dev.repartee.contract.Coordinates;
import dev.repartee.kafka.LogCluster;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Opens the connections of senders: idempotent, acknowledged by all, batched for a few milliseconds
 * and compressed.
 *
 * <p>One request is under way to a broker at a time. With more, a partition that knows nothing of
 * the producer yet (a new topic, a new leader) takes the second batch when it has refused the
 * first, so that records change places and the first is then refused without end (KAFKA-14359).
 */
final class Producers {

    /**
     * What a broker takes by default is 1 MiB; a dead letter is a little larger than its record.
     */
    private static final int STAGE_REQUEST_BYTES = 2 << 20;

    private static final int BATCH_BYTES = 64 << 10;

    /**
     * A topic that is not written to is not forgotten. No larger: the client adds it to the time of
     * day, and a sum that overflows lets it forget every topic at each look at the cluster.
     */
    private static final Duration NEVER_IDLE = Duration.ofDays(3_650);

    private Producers() {}

    /** Tries without end. */
    static Producer<byte[], byte[]> persistent(LogCluster cluster, String name, int blockMillis) {
        Map<String, Object> properties = common(cluster, name);
        properties.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, blockMillis);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, STAGE_REQUEST_BYTES);
        return open(properties);
    }

    /** Gives up in time; never blocks. */
    static Producer<byte[], byte[]> impatient(LogCluster cluster, String name, int limitMillis) {
        Map<String, Object> properties = common(cluster, name);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, limitMillis);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, limitMillis / 2);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, NEVER_IDLE.toMillis());
        return open(properties);
    }

    static Coordinates coordinates(RecordMetadata metadata) {
        return new Coordinates(metadata.topic(), metadata.partition(), metadata.offset());
    }

    private static Map<String, Object> common(LogCluster cluster, String name) {
        Map<String, Object> properties = cluster.properties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, name);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        // Its buffers are used again; those of lz4 are 128 KiB made anew for each batch.
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50);
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        properties.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        properties.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return properties;
    }

    private static Producer<byte[], byte[]> open(Map<String, Object> properties) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new KafkaProducer<>(properties, bytes, bytes);
    }
}
