package dev.repartee.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Topic;
import dev.repartee.contract.event.Event;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.kafka.cluster.TopicSettings;
import dev.repartee.kafka.sender.StageLog;
import dev.repartee.kafka.sender.StageSender;
import dev.repartee.messages.StoredMessage;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryStageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TestEngines.Isolated isolated;
    private LogCluster cluster;
    private StageSender sender;
    private Stores stores;

    @BeforeEach
    void open() {
        isolated = TestEngines.isolated();
        cluster = LogCluster.of(isolated.engines().addresses().kafka());
        try (TopicCreator topics = new TopicCreator(cluster, TopicSettings.EMBEDDED)) {
            topics.createCatalogue();
        }
        // engines for tests commit without waiting for the disk; this drill needs the real thing
        DatabaseConfig main =
                DatabaseConfig.parse(
                        isolated.engines().addresses().postgres()
                                + "&options=-c%20synchronous_commit=on");
        DatabaseConfig keys = main.withName("repartee_keys");
        Database.createIfAbsent(keys);
        stores = new Stores(main, keys, folder);
        sender = new StageSender(cluster, "test", meters);
    }

    @AfterEach
    void close() {
        sender.close(Duration.ofSeconds(5));
        stores.close();
        isolated.close();
    }

    @Test
    void catchesUpAfterADatabaseOutageAndARestartAndParksWhatCanNeverBeStored() {
        HistoryStage stage = stage();
        stage.start();
        List<Messages> first = talk("ana", 0, 50);
        awaitStored(first);

        isolated.engines().postgres().kill();
        List<Messages> during = talk("ben", 100, 50);
        send(Topic.REQUESTS, Messages.of("ben", 999).poisonous());
        List<Messages> after = talk("ben", 200, 50);
        await().atMost(PATIENCE).until(() -> failures() > 0);
        assertThat(stage.ready()).isTrue();
        isolated.engines().postgres().start();
        awaitStored(during);
        awaitStored(after);
        assertThat(deadLetters()).isEqualTo(1);
        assertThat(stores.messages.find(Messages.of("ben", 999).key())).isEmpty();

        stage.close(Duration.ofSeconds(5));
        List<Messages> meanwhile = talk("cleo", 300, 50);
        HistoryStage next = stage();
        next.start();
        awaitStored(meanwhile);
        awaitStored(first);
        next.close(Duration.ofSeconds(5));
    }

    private HistoryStage stage() {
        return new HistoryStage(
                new StageLog(cluster, meters),
                stores.messages,
                HistoryConfig.defaults(),
                meters,
                Clock.systemUTC());
    }

    private List<Messages> talk(String user, int from, int count) {
        List<Messages> messages =
                IntStream.range(from, from + count).mapToObj(n -> Messages.of(user, n)).toList();
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (Messages message : messages) {
            sent.add(send(Topic.REQUESTS, message.request("Hello")));
            sent.add(send(Topic.RESULTS, message.result("Hello back.")));
            sent.add(send(Topic.CONVERSATIONS, message.note()));
            sent.add(send(Topic.DELIVERY_STATUS, message.delivered()));
        }
        sent.forEach(CompletableFuture::join);
        return messages;
    }

    private CompletableFuture<?> send(Topic topic, Event event) {
        return sender.send(topic.topicName(), event);
    }

    private void awaitStored(List<Messages> messages) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () ->
                                assertThat(messages)
                                        .allSatisfy(
                                                message ->
                                                        assertComplete(
                                                                stores.messages
                                                                        .find(message.key())
                                                                        .orElseThrow())));
    }

    private static void assertComplete(StoredMessage message) {
        assertThat(message.outcome().state()).isEqualTo(StoredMessage.State.REPLIED);
        assertThat(message.inbound().text()).isEqualTo("Hello");
        assertThat(message.outcome().reply()).isNotNull();
        assertThat(message.outcome().fastPath()).isTrue();
        assertThat(message.delivery().attempts()).isEqualTo(1);
    }

    private double failures() {
        return meters.get("repartee_history_failures").tag("reason", "failed").counter().count();
    }

    private long deadLetters() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        cluster.properties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            return consumer
                    .endOffsets(
                            IntStream.range(0, Topic.PARTITIONS)
                                    .mapToObj(
                                            p ->
                                                    new TopicPartition(
                                                            Topic.REQUESTS.deadLetterName(), p))
                                    .toList())
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
