package dev.repartee.kafka.sender;

import static org.awaitility.Awaitility.await;

import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.LogFixture;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ProducersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** It looks at the cluster every five minutes, and whenever a leader changes. */
    @Test
    void anImpatientClientForgetsNoTopicWhenItLooksAtTheClusterAgain() {
        try (LogFixture log = new LogFixture(TestEngines.kafka(), 2);
                Producer<byte[], byte[]> client =
                        Producers.impatient(restless(log.cluster), "keeper", 3_000)) {
            await().atMost(PATIENCE).until(() -> knows(client, log.topic));

            await().during(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .failFast("the topic was forgotten", () -> !knows(client, log.topic))
                    .until(() -> true);
        }
    }

    private static LogCluster restless(LogCluster cluster) {
        return new LogCluster(
                cluster.bootstrap(), Map.of(ProducerConfig.METADATA_MAX_AGE_CONFIG, "20"));
    }

    /** Asking does not wait. */
    private static boolean knows(Producer<byte[], byte[]> client, String topic) {
        try {
            return !client.partitionsFor(topic).isEmpty();
        } catch (TimeoutException e) {
            return false;
        }
    }
}
