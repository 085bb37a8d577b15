package dev.repartee.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogFixture;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Several groups asked at once answer as each of them does alone. */
class CommitsTest {

    @Test
    void groupsThatAreNotThereDoNotSpoilTheAnswerOfOthers() throws Exception {
        try (LogFixture log = new LogFixture(TestEngines.kafka(), 2);
                Admin admin = Answers.admin(log.cluster)) {
            TopicPartition partition = new TopicPartition(log.topic, 1);
            OffsetAndMetadata commit = new OffsetAndMetadata(7, "note");
            admin.alterConsumerGroupOffsets(log.group, Map.of(partition, commit)).all().get();

            var asked = Commits.of(admin, List.of(log.group, "group.nobody", log.group));

            assertThat(asked)
                    .containsOnlyKeys(log.group, "group.nobody")
                    .containsEntry("group.nobody", Map.of());
            assertThat(asked.get(log.group))
                    .isEqualTo(Commits.of(admin, log.group))
                    .containsOnlyKeys(partition);
            assertThat(asked.get(log.group).get(partition).offset()).isEqualTo(7);
            assertThat(Commits.of(admin, List.of())).isEmpty();
        }
    }
}
