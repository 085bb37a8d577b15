package dev.repartee.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.PoolAssignment;
import dev.repartee.assistants.rules.LocalText;
import dev.repartee.assistants.rules.Rule;
import dev.repartee.assistants.rules.RuleCondition;
import dev.repartee.assistants.rules.RuleSet;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.Envelope;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.LogScanner;
import dev.repartee.kafka.cluster.RawRecord;
import dev.repartee.kafka.cluster.ScanRange;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.kafka.cluster.TopicSettings;
import dev.repartee.kafka.sender.StageSender;
import dev.repartee.language.RuleAnalyzer;
import dev.repartee.language.layered.IntentFallback;
import dev.repartee.language.layered.LayerMetrics;
import dev.repartee.language.layered.LayeredAnalyzer;
import dev.repartee.language.layered.ServedModels;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.api.Test;

/** The stage on a real Kafka and a real Redis; only inference is a stand-in. */
class DispatchStageTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String QUESTION = "When does the shop open on Sunday?";
    private static final String RESULTS = Topic.RESULTS.topicName();
    private static final String WORK = Topic.TO_INFER.topicName();
    private static final LayeredAnalyzer ANALYZER =
            new LayeredAnalyzer(
                    RuleAnalyzer.shipped("US"),
                    ServedModels.NONE,
                    IntentFallback.NONE,
                    new LayerMetrics(new SimpleMeterRegistry()));

    private final LogCluster cluster = LogCluster.of(TestEngines.kafka());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StageSender gateway = new StageSender(cluster, "test-gateway", meters);
    private final TopicCreator topics = new TopicCreator(cluster, TopicSettings.EMBEDDED);
    private final LogScanner scanner = new LogScanner(cluster);
    private final RedisLink redis = RedisLink.open(RedisConfig.at(TestEngines.redis()), meters);
    private final List<DispatchStage> stages = new ArrayList<>();
    private final List<StubInference> workers = new ArrayList<>();

    /** Of this test alone, as the tests share the log. */
    private final String user = "u" + UUID.randomUUID();

    private volatile Optional<PublishedAssistant> assistant =
            Optional.of(shop(PoolAssignment.COMMON));

    @BeforeEach
    void setUp() throws Exception {
        topics.createCatalogue();
        finishWhatOtherTestsLeft();
        await().until(redis::up);
    }

    @AfterEach
    void tearDown() {
        stages.forEach(stage -> stage.close(LIMIT));
        workers.forEach(StubInference::close);
        gateway.close(LIMIT);
        redis.close();
        topics.close();
        scanner.close();
    }

    /** Soon after the start: what inference has finished is first seen then. */
    @Test
    void aGreetingIsAnsweredThoughNoWorkerRuns() throws Exception {
        start();
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            String id = "r" + UUID.randomUUID();
                            send(inConversation(id, id, "Hello!"));
                            await().until(
                                            () ->
                                                    ids(WORK).contains(id)
                                                            || ids(RESULTS).contains(id));
                            return ids(RESULTS).contains(id);
                        });
    }

    @Test
    void aSlowQuestionAndThenAGreetingComeOutInOrder() throws Exception {
        start();
        StubInference inference = inference("");
        inference.thinkAbout("r1");
        send("r1", QUESTION);
        send("r2", "Hello!");
        await().until(() -> ids(WORK).equals(List.of("r1", "r2")));
        assertThat(ids(RESULTS)).isEmpty();
        inference.release("r1");
        awaitResults("r1", "r2");
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> {
                            String id = "r" + UUID.randomUUID();
                            send(id, "Hello!");
                            await().until(() -> ids(RESULTS).contains(id));
                            assertThat(ids(WORK)).doesNotContain(id);
                        });
    }

    @Test
    void aGreetingDoesNotOvertakeWhenAnotherDispatcherHasTakenOver() throws Exception {
        StubInference inference = inference("");
        inference.thinkAbout("r1");
        DispatchStage first = start();
        send("r1", QUESTION);
        await().until(() -> ids(WORK).equals(List.of("r1")));
        first.close(LIMIT);
        start();
        send("r2", "Hello!");
        await().until(() -> ids(WORK).equals(List.of("r1", "r2")));
        assertThat(ids(RESULTS)).isEmpty();
        inference.release("r1");
        awaitResults("r1", "r2");
    }

    @Test
    void aCrashBeforeTheCommitRepeatsAndStillOvertakesNothing() throws Exception {
        StubInference inference = inference("");
        inference.thinkAbout("r1");
        DispatchStage first = start();
        Coordinates question = send("r1", QUESTION);
        await().until(() -> ids(WORK).equals(List.of("r1")));
        first.close(LIMIT);
        forgetCommit(question);
        start();
        send("r2", "Hello!");
        await().until(() -> ids(WORK).equals(List.of("r1", "r1", "r2")));
        assertThat(ids(RESULTS)).isEmpty();
        inference.release("r1");
        await().until(() -> ids(RESULTS).size() >= 3);
        assertThat(ids(RESULTS).stream().distinct()).containsExactly("r1", "r2");
    }

    @Test
    void aDuplicateIsAnsweredByAResendAndNotByASecondReply() throws Exception {
        start();
        inference("");
        send("r1", QUESTION);
        awaitResults("r1");
        send("r1", QUESTION);
        awaitResults("r1", "r1");
        assertThat(types(RESULTS)).containsExactly("replied", "resend");
        assertThat(ids(WORK)).containsExactly("r1");
    }

    @Test
    void aConversationMovesToTheNewPoolWhenItsWorkInTheOldOneIsFinished() throws Exception {
        String vip = "vip" + UUID.randomUUID();
        StubInference old = inference("");
        old.thinkAbout("r1");
        start();
        send("r1", QUESTION);
        await().until(() -> ids(WORK).equals(List.of("r1")));
        assistant = Optional.of(shop(PoolAssignment.COMMON.moveTo(vip, Instant.now())));
        send("r2", QUESTION);
        await().until(() -> ids(WORK).equals(List.of("r1", "r2")));
        old.release("r1");
        awaitResults("r1", "r2");
        inference(vip);
        List<String> sent = new ArrayList<>(List.of("r1", "r2"));
        await().atMost(LIMIT)
                .until(
                        () -> {
                            String id = "r" + UUID.randomUUID();
                            sent.add(id);
                            send(id, QUESTION);
                            await().until(() -> ids(RESULTS).contains(id));
                            return ids(Topic.toInfer(vip)).contains(id);
                        });
        assertThat(ids(RESULTS)).isEqualTo(sent);
    }

    @Test
    void aMessageToAnAssistantThatIsGoneParksAndEnds() throws Exception {
        assistant = Optional.empty();
        start();
        send("r1", QUESTION);
        awaitResults("r1");
        assertThat(types(RESULTS)).containsExactly("parked");
        await().until(() -> ids(Topic.REQUESTS.deadLetterName()).equals(List.of("r1")));
    }

    @Test
    void withoutRedisADuplicateIsProcessedAndNothingStops() throws Exception {
        RedisLink gone = RedisLink.open(RedisConfig.at("redis://127.0.0.1:1"), meters);
        start(gone, DispatchConfig.defaults());
        inference("");
        send("r1", QUESTION);
        send("r1", QUESTION);
        awaitResults("r1", "r1");
        assertThat(types(RESULTS)).containsOnly("replied");
        gone.close();
    }

    @Test
    void aConversationThatHadToBeForgottenIsNotOvertaken() throws Exception {
        start(redis, DispatchConfig.defaults().withTrackedPerPartition(1));
        StubInference inference = inference("");
        inference.thinkAbout("r1");
        send("r1", QUESTION);
        send(inConversation("another", "r2", QUESTION));
        await().until(() -> ids(WORK).containsAll(List.of("r1", "r2")));
        send("r3", "Hello!");
        await().until(() -> ids(WORK).contains("r3"));
        inference.release("r1");
        await().until(() -> ids(RESULTS).containsAll(List.of("r1", "r2", "r3")));
        assertThat(ids(RESULTS).indexOf("r1")).isLessThan(ids(RESULTS).indexOf("r3"));
    }

    @Test
    void refusesToStartWhenATopicMayForgetAMessageBeforeItsDeadline() {
        assertThatThrownBy(
                        () ->
                                start(
                                        redis,
                                        DispatchConfig.defaults().withDeadline(Duration.ofDays(8))))
                .isInstanceOf(ReparteeException.class)
                .hasMessageContaining("longer than the deadline");
    }

    private DispatchStage start() throws InterruptedException {
        return start(redis, DispatchConfig.defaults());
    }

    private DispatchStage start(RedisLink link, DispatchConfig config) throws InterruptedException {
        DispatchStage stage =
                new DispatchStage(
                        cluster,
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
                                ANALYZER,
                                topics),
                        config,
                        new SimpleMeterRegistry(),
                        Clock.systemUTC());
        stages.add(stage);
        stage.start();
        await().until(stage::ready);
        return stage;
    }

    private StubInference inference(String pool) {
        StubInference inference = new StubInference(cluster, pool);
        workers.add(inference);
        return inference;
    }

    private Coordinates send(String id, String text) {
        return send(Messages.request(user, id, text, Mode.REPLY));
    }

    private Coordinates send(ChatRequest request) {
        return gateway.send(Topic.REQUESTS.topicName(), request).join();
    }

    private ChatRequest inConversation(String conversation, String id, String text) {
        ChatRequest request = Messages.request(user, id, text, Mode.REPLY);
        Envelope envelope = request.envelope();
        return new ChatRequest(
                new Envelope(
                        envelope.key(),
                        true,
                        envelope.assistant(),
                        new dev.repartee.contract.ConversationId(conversation),
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

    private void awaitResults(String... ids) {
        await().atMost(Duration.ofSeconds(20)).until(() -> ids(RESULTS).size() >= ids.length);
        assertThat(ids(RESULTS)).containsExactly(ids);
    }

    private List<String> ids(String topic) {
        return header(topic, EventHeaders.REQUEST_ID);
    }

    private List<String> types(String topic) {
        return header(topic, EventHeaders.TYPE);
    }

    private synchronized List<String> header(String topic, String name) {
        byte[] key = new UserKey(Messages.TENANT, new dev.repartee.contract.UserId(user)).bytes();
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
    private void finishWhatOtherTestsLeft() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        for (ScanRange range : scanner.whole(WORK)) {
            ends.put(
                    new TopicPartition(range.topic(), range.partition()),
                    new OffsetAndMetadata(range.to()));
        }
        commit(Topic.inferenceGroup(""), ends);
    }

    /** As if the last owner had died before it could commit the record. */
    private void forgetCommit(Coordinates record) throws Exception {
        commit(
                Topic.Party.DISPATCH.word(),
                Map.of(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset())));
    }

    private void commit(String group, Map<TopicPartition, OffsetAndMetadata> offsets)
            throws Exception {
        try (Admin admin = Admin.create(cluster.properties())) {
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
        }
    }

    private static PublishedAssistant shop(PoolAssignment pool) {
        RuleCondition hello =
                new RuleCondition(Map.of("en", List.of("hello")), Map.of(), Map.of(), 0, null);
        Rule greeting = new Rule("greeting", hello, new LocalText(Map.of("en", "Hi there!")));
        return Messages.published(
                Assistant.plain(Messages.ASSISTANT, "Shop")
                        .withPool(pool)
                        .withRules(new RuleSet(List.of(greeting), null, Map.of())));
    }
}
