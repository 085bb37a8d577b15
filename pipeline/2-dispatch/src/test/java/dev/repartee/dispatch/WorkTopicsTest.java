package dev.repartee.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Topic;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.GroupProgress;
import dev.repartee.kafka.cluster.LogScanner;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.kafka.cluster.TopicSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** The topics that carry work, on a real Kafka. */
class WorkTopicsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LogCluster cluster = LogCluster.of(TestEngines.kafka());

    /** Else all further work of the pool would wait for ever for a topic that nobody creates. */
    @Test
    void createsThePoolAgainWhoseTopicWasDeleted() throws Exception {
        String pool = "vip" + UUID.randomUUID();
        String topic = Topic.toInfer(pool);
        try (Admin admin = Admin.create(cluster.properties());
                TopicCreator creator = new TopicCreator(cluster, TopicSettings.EMBEDDED);
                GroupProgress progress =
                        new GroupProgress(cluster, Duration.ofMillis(100), Clock.systemUTC());
                LogScanner scanner = new LogScanner(cluster);
                WorkTopics topics = new WorkTopics(cluster, creator, progress)) {
            progress.start();
            assertThat(topics.of(pool)).isEqualTo(topic);
            assertThat(scanner.whole(topic)).hasSize(Topic.PARTITIONS);

            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(PATIENCE).until(() -> progress.missing().contains(topic));
            assertThat(topics.of(pool)).isEqualTo(topic);

            assertThat(scanner.whole(topic)).hasSize(Topic.PARTITIONS);
            await().atMost(PATIENCE).until(() -> progress.missing().isEmpty());
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }
}
