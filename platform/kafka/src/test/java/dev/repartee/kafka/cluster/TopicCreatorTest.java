package dev.repartee.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.Topic;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicCreatorTest {

    @Test
    void everyPartitionTakesRecordsAtOnce() throws Exception {
        LogCluster cluster = LogCluster.of(TestEngines.kafka());
        try (TopicCreator creator = new TopicCreator(cluster, TopicSettings.EMBEDDED);
                KafkaProducer<byte[], byte[]> resigned = onceOnly(cluster)) {
            for (int round = 0; round < 5; round++) {
                String pool = "at-once-" + UUID.randomUUID();
                creator.createPool(pool);

                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (int number = 0; number < Topic.PARTITIONS; number++) {
                    sent.add(
                            resigned.send(
                                    new ProducerRecord<>(
                                            Topic.toInfer(pool), number, null, new byte[] {1})));
                }
                for (Future<RecordMetadata> one : sent) {
                    assertThat(one.get().offset()).isZero();
                }
            }
        }
    }

    /** Gives up when a broker says that it is not the leader. */
    private static KafkaProducer<byte[], byte[]> onceOnly(LogCluster cluster) {
        Map<String, Object> properties = cluster.properties();
        properties.put(ProducerConfig.RETRIES_CONFIG, 0);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
