package dev.repartee.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogFixture;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.Partitions;
import dev.repartee.kafka.consumer.OrderedConfig;
import dev.repartee.kafka.consumer.OrderedConsumer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ClusterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void createsTheCatalogueWithItsDeadLettersAndMayBeRepeated() {
        try (LogFixture log = new LogFixture(TestEngines.kafka(), 1);
                TopicCreator creator = new TopicCreator(log.cluster, TopicSettings.EMBEDDED);
                LogScanner scanner = new LogScanner(log.cluster)) {
            creator.createCatalogue();
            creator.createCatalogue();
            creator.createPool("vip");
            for (Topic topic : Topic.values()) {
                assertThat(scanner.whole(topic.topicName())).hasSize(Topic.PARTITIONS);
                assertThat(scanner.whole(topic.deadLetterName())).hasSize(Topic.PARTITIONS);
            }
            assertThat(scanner.whole(Topic.toInfer("vip"))).hasSize(Topic.PARTITIONS);
            assertThat(scanner.whole("no.such.topic")).isEmpty();

            byte[] key = UserKey.parse("acme:ann").bytes();
            log.sender
                    .append(Topic.REQUESTS.topicName(), null, key, key, Map.of())
                    .thenAccept(at -> assertThat(at.partition()).isEqualTo(Partitions.of(key)))
                    .join();

            log.create(Topic.toInfer("odd"), 3);
            assertThatThrownBy(() -> creator.createPool("odd"))
                    .isInstanceOfSatisfying(
                            ReparteeException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
        }
    }

    @Test
    void scansRangesInOrderAndFindsSingleRecords() {
        try (LogFixture log = new LogFixture(TestEngines.kafka(), 2);
                LogScanner scanner = new LogScanner(log.cluster)) {
            Instant before = Instant.now();
            for (int i = 0; i < 100; i++) {
                log.append(i % 2, "a", "r" + i).join();
            }
            List<Long> offsets = new ArrayList<>();
            scanner.scan(
                    List.of(new ScanRange(log.topic, 0, 10, 20), new ScanRange(log.topic, 1, 5, 5)),
                    record -> offsets.add(record.coordinates().offset()));
            assertThat(offsets).containsExactly(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L);
            assertThat(scanner.since(log.topic, before.minusSeconds(60)))
                    .isEqualTo(scanner.whole(log.topic));
            assertThat(scanner.since(log.topic, Instant.now().plusSeconds(60)))
                    .allMatch(range -> range.length() == 0);
            List<String> single = new ArrayList<>();
            scanner.scan(
                    List.of(new ScanRange(log.topic, 1, 7, 8)),
                    record -> single.add(new String(record.value(), StandardCharsets.UTF_8)));
            assertThat(single).containsExactly("r15");
        }
    }

    @Test
    void watchesWhatAGroupFinishes() {
        CountDownLatch go = new CountDownLatch(1);
        try (LogFixture log = new LogFixture(TestEngines.kafka(), 2);
                GroupProgress progress =
                        new GroupProgress(log.cluster, Duration.ofMillis(100), Clock.systemUTC())) {
            progress.watch(log.group, log.topic);
            progress.start();
            for (int i = 0; i < 20; i++) {
                log.append(0, "c" + i, i == 3 ? "stuck" : "free").join();
            }
            await().atMost(PATIENCE).until(() -> progress.reading().unfinished() == 20);
            progress.count(() -> 20);
            await().atMost(PATIENCE).until(() -> progress.reading().counted() == 20);
            assertThat(progress.reading().unfinished()).isEqualTo(20);
            assertThat(progress.finished(log.topic, 0, 0)).isFalse();

            OrderedConsumer consumer =
                    new OrderedConsumer(
                            log.cluster,
                            OrderedConfig.of(log.group, log.topic),
                            record -> {
                                if (LogFixture.text(record).equals("stuck")) {
                                    go.await();
                                }
                                return Disposition.done();
                            },
                            ParkingListener.NONE,
                            log.sender,
                            log.meters,
                            log.clock);
            consumer.start();
            await().atMost(PATIENCE).until(() -> progress.reading().unfinished() == 1);
            assertThat(progress.contiguous(log.topic, 0)).isEqualTo(3);
            assertThat(progress.finished(log.topic, 0, 3)).isFalse();
            assertThat(progress.finished(log.topic, 0, 4)).isTrue();
            assertThat(progress.refreshedAt()).isAfter(Instant.EPOCH);
            assertThat(progress.reading().waited())
                    .as("all of them lay in the log before the consumer came")
                    .isPositive();
            go.countDown();
            await().atMost(PATIENCE).until(() -> progress.unfinished(log.topic) == 0);
            assertThat(progress.reading().waited()).as("nothing is there to wait").isZero();
            consumer.close(Duration.ofSeconds(5));
        }
    }

    @Test
    void aTopicThatIsGoneHidesNoOther() {
        try (LogFixture log = new LogFixture(TestEngines.kafka(), 2);
                GroupProgress progress =
                        new GroupProgress(log.cluster, Duration.ofMillis(100), Clock.systemUTC())) {
            String pool = log.topic + ".pool";
            log.create(pool, 2);
            progress.watch(log.group, log.topic);
            progress.watch(log.group + ".pool", pool);
            progress.watch("group.nobody", "topic.nobody.made");
            progress.start();
            log.append(0, "ann", "one").join();
            log.append(pool, 1, "ann", "two").join();
            await().atMost(PATIENCE).until(() -> progress.reading().unfinished() == 2);
            assertThat(progress.missing()).containsExactly("topic.nobody.made");

            log.delete(pool);
            log.append(1, "bob", "three").join();

            await().atMost(PATIENCE).until(() -> progress.unfinished(log.topic) == 2);
            assertThat(progress.unfinished(pool)).isZero();
            assertThat(progress.missing()).contains(pool);
            Instant seen = progress.refreshedAt();
            await().atMost(PATIENCE)
                    .until(() -> progress.refreshedAt().isAfter(seen.plusMillis(500)));

            log.create(pool, 2);
            log.append(pool, 0, "ann", "four").join();
            await().atMost(PATIENCE).until(() -> progress.unfinished(pool) == 1);
            assertThat(progress.missing()).doesNotContain(pool);
            assertThat(progress.reading().unfinished()).isEqualTo(3);
        }
    }
}
