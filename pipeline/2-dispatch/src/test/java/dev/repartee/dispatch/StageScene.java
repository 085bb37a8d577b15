package dev.repartee.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.Envelope;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.GroupProgress;
import dev.repartee.kafka.cluster.LogScanner;
import dev.repartee.kafka.cluster.RawRecord;
import dev.repartee.kafka.cluster.ScanRange;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.kafka.cluster.TopicSettings;
import dev.repartee.kafka.sender.StageLog;
import dev.repartee.kafka.sender.StageSender;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The stage on a real Kafka and a real Redis; only inference is a stand-in. */
abstract class StageScene {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static final Duration LIMIT = Duration.ofSeconds(5);
    static final String QUESTION = "When does the shop open on Sunday?";
    static final String RESULTS = Topic.RESULTS.topicName();
    static final String WORK = Topic.TO_INFER.topicName();

    final LogCluster cluster = LogCluster.of(TestEngines.kafka());
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final StageSender gateway = new StageSender(cluster, "test-gateway", meters);
    final TopicCreator topics = new TopicCreator(cluster, TopicSettings.EMBEDDED);
    final GroupProgress progress =
            new GroupProgress(cluster, Duration.ofMillis(200), Clock.systemUTC());
    final LogScanner scanner = new LogScanner(cluster);
    final RedisLink redis =
            RedisLink.open(RedisConfig.at(TestEngines.redis()).waiting(PATIENCE), meters);
    final List<DispatchStage> stages = new ArrayList<>();
    final List<StubInference> workers = new ArrayList<>();

    /** Of this test alone, as the tests share the log. */
    final String user = "u" + UUID.randomUUID();

    volatile Optional<PublishedAssistant> assistant = Optional.of(Messages.shop("Hi there!"));

    @BeforeEach
    void setUp() {
        topics.createCatalogue();
        finishWhatOtherTestsLeft();
        await().atMost(PATIENCE).until(redis::up);
    }

    @AfterEach
    void tearDown() {
        stages.forEach(stage -> stage.close(LIMIT));
        workers.forEach(StubInference::close);
        gateway.close(LIMIT);
        redis.close();
        progress.close();
        topics.close();
        scanner.close();
    }

    DispatchStage start() throws InterruptedException {
        return start(redis, DispatchConfig.defaults());
    }

    DispatchStage start(RedisLink link, DispatchConfig config) throws InterruptedException {
        DispatchStage stage =
                new DispatchStage(
                        new StageLog(cluster, meters),
                        link,
                        new DispatchStage.Ports(
                                new AssistantLookup.Source() {
                                    @Override
                                    public Optional<PublishedAssistant> find(Envelope envelope) {
                                        return assistant;
                                    }

                                    @Override
                                    public boolean refresh() {
                                        return true;
                                    }
                                },
                                (who, value, name) -> Optional.empty(),
                                Memory.Turns.NONE,
                                Messages.ANALYZER,
                                topics,
                                progress),
                        config,
                        new SimpleMeterRegistry(),
                        Clock.systemUTC());
        stages.add(stage);
        stage.start();
        await().atMost(PATIENCE).until(stage::ready);
        return stage;
    }

    StubInference inference(String pool) {
        StubInference inference = new StubInference(cluster, pool);
        workers.add(inference);
        return inference;
    }

    Coordinates send(String id, String text) {
        return send(Messages.request(user, id, text, Mode.REPLY));
    }

    Coordinates send(ChatRequest request) {
        return gateway.send(Topic.REQUESTS.topicName(), request).join();
    }

    ChatRequest inConversation(String conversation, String id, String text) {
        ChatRequest request = Messages.request(user, id, text, Mode.REPLY);
        Envelope envelope = request.envelope();
        return new ChatRequest(
                new Envelope(
                        envelope.key(),
                        true,
                        envelope.assistant(),
                        new ConversationId(conversation),
                        null,
                        Mode.REPLY,
                        "api",
                        null,
                        envelope.acceptedAt()),
                request.text(),
                request.textHash(),
                "en",
                List.of(),
                List.of(),
                null);
    }

    void awaitResults(String... ids) {
        await().atMost(PATIENCE).until(() -> ids(RESULTS).size() >= ids.length);
        assertThat(ids(RESULTS)).containsExactly(ids);
    }

    List<String> ids(String topic) {
        return header(topic, EventHeaders.REQUEST_ID);
    }

    List<String> types(String topic) {
        return header(topic, EventHeaders.TYPE);
    }

    synchronized List<String> header(String topic, String name) {
        byte[] key = new UserKey(Messages.TENANT, new UserId(user)).bytes();
        List<String> values = new ArrayList<>();
        scanner.scan(
                scanner.whole(topic),
                (RawRecord record) -> {
                    if (Arrays.equals(record.key(), key)) {
                        values.add(new String(record.headers().get(name)));
                    }
                    return true;
                });
        return values;
    }

    /** Work that lies unfinished in a user's partition rightly keeps the fast path closed. */
    private void finishWhatOtherTestsLeft() {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        for (ScanRange range : scanner.whole(WORK)) {
            ends.put(
                    new TopicPartition(range.topic(), range.partition()),
                    new OffsetAndMetadata(range.to()));
        }
        commit(Topic.inferenceGroup(""), ends);
    }

    /** As if the last owner had died before it could commit the record. */
    void forgetCommit(Coordinates record) {
        commit(
                Topic.Party.DISPATCH.word(),
                Map.of(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset())));
    }

    /** Possible once the group has no members, who may be slow to leave. */
    private void commit(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try (Admin admin = Admin.create(cluster.properties())) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(
                            () -> {
                                admin.alterConsumerGroupOffsets(group, offsets).all().get();
                                return true;
                            });
        }
    }
}
