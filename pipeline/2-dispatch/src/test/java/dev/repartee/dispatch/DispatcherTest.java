package dev.repartee.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.rules.LocalText;
import dev.repartee.assistants.rules.Rule;
import dev.repartee.assistants.rules.RuleCondition;
import dev.repartee.assistants.rules.RuleSet;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.Topic;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ConversationNote;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.RememberedTurn;
import dev.repartee.contract.event.ReplyCacheKey;
import dev.repartee.contract.event.TrafficEvent;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.PermanentFailure;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final int PARTITION = 3;
    private static final String QUESTION = "When does the shop open on Sunday?";
    private static final String RESULTS = Topic.RESULTS.topicName();
    private static final String WORK = Topic.TO_INFER.topicName();
    private static final LayeredAnalyzer ANALYZER =
            new LayeredAnalyzer(
                    RuleAnalyzer.shipped("US"),
                    ServedModels.NONE,
                    IntentFallback.NONE,
                    new LayerMetrics(new SimpleMeterRegistry()));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DispatchMetrics metrics = new DispatchMetrics(meters);
    private final FakeProgress progress = new FakeProgress();
    private final FakeLog log = new FakeLog(PARTITION);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final FastPath fastPath =
            new FastPath(10, progress, fresh -> fresh.forEach(one -> one.ground(Map.of())));

    /** Of this test alone, as the tests share a Redis. */
    private final String user = "u" + UUID.randomUUID();

    private final List<RememberedTurn> remembered = new ArrayList<>();
    private Optional<PublishedAssistant> assistant = Optional.of(shop());
    private RedisLink redis;
    private RedisRounds rounds;
    private Dispatcher dispatcher;
    private long offset;

    @BeforeEach
    void setUp() {
        connect(TestEngines.redis());
        Awaitility.await().until(redis::up);
        fastPath.assigned(List.of(PARTITION));
    }

    private void connect(String address) {
        redis = RedisLink.open(RedisConfig.at(address), meters);
        rounds = new RedisRounds(redis::round, 64, metrics);
        dispatcher =
                new Dispatcher(
                        new AssistantLookup(
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
                                clock),
                        new Memory(
                                rounds,
                                new Deduplicator(Duration.ofMinutes(1)),
                                new ReplyCache(
                                        (who, value, name) -> Optional.of(value), 12, metrics),
                                new UserProfiles(),
                                (conversation, turn) -> remembered.add(turn)),
                        new ReadyReplies(ANALYZER, clock),
                        new Dispatcher.Course(
                                fastPath,
                                new Router(
                                        Topic::toInfer,
                                        fastPath,
                                        progress,
                                        Duration.ofHours(1),
                                        clock),
                                progress,
                                Duration.ofHours(1),
                                100),
                        new Outbox(log),
                        metrics,
                        clock);
    }

    @AfterEach
    void tearDown() {
        rounds.close();
        redis.close();
    }

    @Test
    void aQuestionBecomesWorkWithItsDeadlineAndTraceContext() throws Exception {
        handle(request("r1", QUESTION));
        InferenceWork work = log.events(InferenceWork.class).getFirst();
        assertThat(work.prepared()).isNull();
        assertThat(work.deadline()).isEqualTo(NOW.minusSeconds(1).plus(Duration.ofHours(1)));
        assertThat(work.origin()).isEqualTo(new Coordinates("chat.requests", PARTITION, 0));
        assertThat(log.on(WORK).getFirst().traceparent()).isEqualTo("00-trace");
        assertThat(log.events(TrafficEvent.class).getFirst().kind())
                .isEqualTo(TrafficEvent.Kind.DISPATCHED);
    }

    @Test
    void aGreetingIsAnsweredAtOnceAndLeavesANote() throws Exception {
        handle(request("r1", "Hello!"));
        ChatResult.Replied replied = log.events(ChatResult.Replied.class).getFirst();
        assertThat(replied.reply().source()).isEqualTo(ReplySource.RULE);
        assertThat(replied.reply().rule()).isEqualTo("greeting");
        assertThat(replied.nlu()).isNotNull();
        assertThat(log.on(WORK)).isEmpty();
        assertThat(log.events(ConversationNote.class).getFirst().fastPath()).isTrue();
    }

    @Test
    void aReplyThatNeededNoModelJoinsItsConversationsContext() throws Exception {
        handle(request("r1", "Hello!"));
        ChatResult.Replied replied = log.events(ChatResult.Replied.class).getFirst();
        assertThat(remembered)
                .containsExactly(
                        new RememberedTurn(new RequestId("r1"), "Hello!", replied.reply().text()));
    }

    @Test
    void aGreetingAfterAnOpenQuestionWaitsForItsTurnInTheLane() throws Exception {
        handle(request("r1", QUESTION));
        handle(request("r2", "Hello!"));
        assertThat(log.on(RESULTS)).isEmpty();
        InferenceWork greeting = log.events(InferenceWork.class).getLast();
        assertThat(greeting.prepared()).isNotNull();
        assertThat(greeting.prepared().reply().source()).isEqualTo(ReplySource.RULE);
        assertThat(log.events(ConversationNote.class).getFirst().fastPath()).isFalse();
    }

    @Test
    void aGreetingAfterAnAnsweredQuestionIsFastAgain() throws Exception {
        handle(request("r1", QUESTION));
        progress.finish(WORK, PARTITION, 0);
        handle(request("r2", "Hello!"));
        assertThat(log.events(ChatResult.Replied.class)).hasSize(1);
    }

    @Test
    void theSameIdElsewhereIsADuplicateAndIsAnswered() throws Exception {
        handle(request("r1", QUESTION));
        handle(request("r1", QUESTION));
        ChatResult.Resend resend = log.events(ChatResult.Resend.class).getFirst();
        assertThat(resend.origin().offset()).isZero();
        assertThat(resend.sameText()).isTrue();
        assertThat(log.on(WORK)).hasSize(1);
        assertThat(log.events(TrafficEvent.class).getLast().kind())
                .isEqualTo(TrafficEvent.Kind.DUPLICATE);
    }

    @Test
    void theSameIdWithAnotherTextSaysSo() throws Exception {
        handle(request("r1", QUESTION));
        handle(request("r1", QUESTION + "!"));
        assertThat(log.events(ChatResult.Resend.class).getFirst().sameText()).isFalse();
    }

    @Test
    void theSamePlaceAgainIsARedeliveryAndIsProcessed() throws Exception {
        handle(request("r1", QUESTION));
        offset = 0;
        handle(request("r1", QUESTION));
        assertThat(log.on(WORK)).hasSize(2);
        assertThat(log.events(ChatResult.Resend.class)).isEmpty();
    }

    @Test
    void idsOfDifferentUsersNeverCollideEvenWithColons() throws Exception {
        handle(Messages.request(user, "b:c", QUESTION, Mode.REPLY));
        handle(Messages.request(user + ":b", "c", QUESTION, Mode.REPLY));
        assertThat(log.on(WORK)).hasSize(2);
    }

    @Test
    void aReplayIsProcessedAndItsResultSupersedes() throws Exception {
        handle(request("r1", "Hello!"));
        ChatRequest again = request("r1", "Hello!");
        Coordinates first = new Coordinates("chat.requests", PARTITION, 0);
        dispatcher.handle(
                record(
                        again,
                        again.headers().withReplay(new EventHeaders.Replay("dispatch", first)),
                        NOW));
        ChatResult.Replied replied = log.events(ChatResult.Replied.class).getLast();
        assertThat(replied.supersedes()).isTrue();
        assertThat(replied.origin()).isEqualTo(first);
        assertThat(log.events(ChatResult.Resend.class)).isEmpty();
    }

    @Test
    void withoutRedisEveryMessageIsProcessed() throws Exception {
        tearDown();
        connect("redis://127.0.0.1:1");
        handle(request("r1", QUESTION));
        handle(request("r1", QUESTION));
        assertThat(log.on(WORK)).hasSize(2);
        assertThat(meters.counter("repartee_dispatch_cache", "result", "unavailable").count())
                .isEqualTo(2);
    }

    @Test
    void aCachedReplyOfTheUserIsGivenAgainWithoutItsCost() throws Exception {
        cache(user, "Open from 9 to 5.");
        handle(request("r1", "when does  the SHOP open on Sunday?"));
        Reply reply = log.events(ChatResult.Replied.class).getFirst().reply();
        assertThat(reply.source()).isEqualTo(ReplySource.CACHE);
        assertThat(reply.text()).isEqualTo("Open from 9 to 5.");
        assertThat(reply.model()).isNull();
    }

    @Test
    void whatBringsItsOwnContextIsNeverAnsweredFromCacheOrRules() throws Exception {
        cache(user, "Open from 9 to 5.");
        handle(withContext(request("r1", QUESTION)));
        handle(withContext(request("r2", "Hello!")));
        assertThat(log.on(WORK)).hasSize(2);
        assertThat(log.on(RESULTS)).isEmpty();
    }

    @Test
    void aCachedReplyIsForgottenWhenTheAssistantChanges() throws Exception {
        cache(user, "Open from 9 to 5.");
        PublishedAssistant before = shop();
        assistant =
                Optional.of(
                        new PublishedAssistant(
                                before.tenant(), before.assistant(), 2, "rev2", before.rules()));
        handle(request("r1", QUESTION));
        assertThat(log.on(WORK)).hasSize(1);
    }

    @Test
    void aReplyOfOneUserIsNotGivenToAnother() throws Exception {
        cache(user, "Your bike is ready.");
        handle(Messages.request(user + "x", "r1", QUESTION, Mode.REPLY));
        assertThat(log.on(WORK)).hasSize(1);
    }

    @Test
    void anUnreadableCachedReplyIsAMiss() throws Exception {
        redis.call(commands -> commands.set(key(user).toString(), new byte[] {1, 2})).join();
        handle(request("r1", QUESTION));
        assertThat(log.on(WORK)).hasSize(1);
    }

    @Test
    void theProfileTravelsWithTheWorkAndFillsRules() throws Exception {
        redis.call(c -> c.hset("profile:acme:" + user, "name", "Ada".getBytes())).join();
        handle(request("r1", "Hello!"));
        handle(request("r2", QUESTION));
        assertThat(log.events(ChatResult.Replied.class).getFirst().reply().text())
                .isEqualTo("Hi Ada!");
        assertThat(log.events(InferenceWork.class).getFirst().profile())
                .containsExactly(Map.entry("name", "Ada"));
    }

    @Test
    void anOverloadedPoolGetsTheCannedReplyThroughTheSameRule() throws Exception {
        handle(request("r1", QUESTION));
        progress.unfinished(101);
        handle(request("r2", QUESTION));
        PreparedReply waiting = log.events(InferenceWork.class).getLast().prepared();
        assertThat(waiting).isNotNull();
        assertThat(waiting.reply().source()).isEqualTo(ReplySource.FALLBACK);
        assertThat(waiting.reply().handover()).isTrue();
        progress.finish(WORK, PARTITION, 0);
        progress.finish(WORK, PARTITION, 1);
        handle(request("r3", QUESTION));
        assertThat(log.events(ChatResult.Replied.class).getFirst().reply().source())
                .isEqualTo(ReplySource.FALLBACK);
    }

    @Test
    void observedMessagesAreAlwaysWork() throws Exception {
        handle(Messages.request(user, "r1", "Hello!", Mode.OBSERVE));
        handle(Messages.request(user, "r2", "Hello!", Mode.ASSIST));
        assertThat(log.on(WORK)).hasSize(2);
        assertThat(log.events(InferenceWork.class)).allMatch(work -> work.prepared() == null);
    }

    @Test
    void anOverdueMessageExpires() throws Exception {
        ChatRequest request = request("r1", "Hello!");
        dispatcher.handle(record(request, request.headers(), NOW.minus(Duration.ofHours(2))));
        assertThat(log.events(ChatResult.Expired.class)).hasSize(1);
        assertThat(log.on(WORK)).isEmpty();
    }

    @Test
    void aMessageToAnAssistantThatIsGoneParks() {
        assistant = Optional.empty();
        assertThatThrownBy(() -> handle(request("r1", "Hello!")))
                .isInstanceOfSatisfying(
                        PermanentFailure.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(ErrorCode.UNKNOWN_ASSISTANT));
    }

    @Test
    void workOfARedeliveredRequestSaysThatItMayHaveBeenSentBefore() throws Exception {
        ChatRequest request = request("r-1", QUESTION);
        LogRecord first = record(request, request.headers(), NOW);
        LogRecord again =
                new LogRecord(
                        first.coordinates(),
                        first.appendedAt(),
                        first.key(),
                        first.value(),
                        first.headers(),
                        1,
                        true);

        dispatcher.handle(first);
        dispatcher.handle(again);

        assertThat(log.events(InferenceWork.class))
                .extracting(InferenceWork::repeated)
                .containsExactly(false, true);
    }

    private ChatRequest request(String id, String text) {
        return Messages.request(user, id, text, Mode.REPLY);
    }

    private static ChatRequest withContext(ChatRequest request) {
        return new ChatRequest(
                request.envelope(),
                request.text(),
                request.textHash(),
                request.language(),
                request.attachments(),
                List.of(new Turn(Turn.Role.SYSTEM, "Translate.")),
                null);
    }

    private ReplyCacheKey key(String owner) {
        return new ReplyCacheKey(
                Messages.TENANT,
                new dev.repartee.contract.UserId(owner),
                Messages.ASSISTANT,
                "rev1",
                ReplyCacheKey.hashOf(QUESTION));
    }

    private void cache(String owner, String text) {
        Reply reply = new Reply(text, ReplySource.KNOWLEDGE, "en", List.of(), false, null, null);
        byte[] value = EventCodec.encodeReply(new PreparedReply(reply, null));
        redis.call(commands -> commands.set(key(owner).toString(), value)).join();
    }

    private void handle(ChatRequest request) throws Exception {
        Disposition disposition =
                dispatcher.handle(record(request, request.headers(), NOW.minusSeconds(1)));
        if (disposition instanceof Disposition.Later later) {
            later.completion().toCompletableFuture().join();
        }
    }

    private LogRecord record(ChatRequest request, EventHeaders headers, Instant appendedAt) {
        return new LogRecord(
                new Coordinates(Topic.REQUESTS.topicName(), PARTITION, offset++),
                appendedAt,
                request.userKey().bytes(),
                EventCodec.encode(request),
                headers.withTraceparent("00-trace"),
                1,
                false);
    }

    private static PublishedAssistant shop() {
        RuleCondition hello =
                new RuleCondition(Map.of("en", List.of("hello")), Map.of(), Map.of(), 0, null);
        Rule greeting =
                new Rule("greeting", hello, new LocalText(Map.of("en", "Hi {name|there}!")));
        return Messages.published(
                Assistant.plain(Messages.ASSISTANT, "Shop")
                        .withRules(new RuleSet(List.of(greeting), null, Map.of())));
    }
}
