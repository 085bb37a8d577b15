package dev.repartee.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.RememberedTurn;
import dev.repartee.contract.event.ReplyCacheKey;
import dev.repartee.inference.Fixture.Message;
import dev.repartee.inference.OpenAiStub.Behaviour;
import dev.repartee.inference.analysis.LocalAnalyser;
import dev.repartee.inference.memory.ConversationMemory;
import dev.repartee.inference.memory.ReplyCache;
import dev.repartee.inference.memory.ResultMemory;
import dev.repartee.inference.model.ModelEndpoints;
import dev.repartee.inference.reply.InferenceMetrics;
import dev.repartee.inference.reply.ReplyMaker;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.EventSender;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.RecordHandler;
import dev.repartee.language.layered.IntentFallback;
import dev.repartee.language.layered.LayerMetrics;
import dev.repartee.language.layered.LayeredAnalyzer;
import dev.repartee.messages.MessageChange;
import dev.repartee.redis.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkHandlerTest {

    private static Fixture fixture;

    private final FakeLog log = new FakeLog();

    @BeforeAll
    static void open() {
        fixture = new Fixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void forget() {
        fixture.stub.requests().clear();
        fixture.stub.answers(request -> OpenAiStub.words("A rear tyre costs 24 euros."));
    }

    @Test
    void aModelAnswersWithTheDocumentsInItsPrompt() {
        handle(fixture.message("ann", "How much is a rear tyre?"));

        ChatResult.Replied replied = log.onlyReply();
        assertThat(replied.reply().text()).isEqualTo("A rear tyre costs 24 euros.");
        assertThat(replied.reply().source()).isEqualTo(ReplySource.MODEL);
        assertThat(replied.reply().citations()).containsExactly(Fixture.SOURCE);
        assertThat(replied.reply().model()).isNotNull();
        assertThat(replied.reply().model().totalTokens()).isEqualTo(17);
        assertThat(replied.nlu()).isNotNull();
        assertThat(replied.timeline().inferenceStartedAt()).isNotNull();
        assertThat(fixture.stub.requests().getFirst().toString())
                .contains("Prices > Tyres", "tube included");
        assertThat(fixture.meters.get("repartee_tokens").tag("tenant", "acme").counters())
                .isNotEmpty();
    }

    @Test
    void theNextQuestionCarriesTheTurnsBefore() {
        handle(fixture.message("bob", "How much is a rear tyre?"));
        handle(fixture.message("bob", "And the front one?"));

        assertThat(contents(1))
                .containsSubsequence(
                        "How much is a rear tyre?",
                        "A rear tyre costs 24 euros.",
                        "And the front one?");
    }

    @Test
    void contextIsRebuiltFromHistoryWhenRedisLostIt() {
        Message first = fixture.message("cid", "My bike is green.");
        InferenceWork work = first.work();
        handle(work, false, 1);
        fixture.history.write(
                List.of(
                        new MessageChange.Received(work.request(), work.origin()),
                        new MessageChange.Finished(log.results.getFirst(), 1)));
        fixture.redis
                .call(c -> c.del(RememberedTurn.key(first.envelope().conversationKey())))
                .join();

        handle(fixture.message("cid", "What colour is it?"));

        assertThat(contents(1)).contains("My bike is green.", "What colour is it?");
    }

    @Test
    void aTurnIsRememberedOnceHoweverOftenItIsAppended() {
        Message first = fixture.message("dan", "One");
        handle(first);
        handle(first.work(), true, 1);
        handle(fixture.message("dan", "Two"));

        assertThat(contents(1)).filteredOn("One"::equals).hasSize(1);
    }

    @Test
    void theContextThatAClientBringsIsAllThereIs() {
        handle(fixture.message("eve", "Remember the number 7."));
        handle(
                fixture.message("eve", "Which number?")
                        .work(
                                new Turn(Turn.Role.SYSTEM, "Be brief."),
                                new Turn(Turn.Role.USER, "The number is 9."),
                                new Turn(Turn.Role.ASSISTANT, "Noted.")),
                false,
                1);

        assertThat(contents(1))
                .contains("Be brief.", "The number is 9.", "Noted.", "Which number?")
                .doesNotContain("Remember the number 7.");
    }

    @Test
    void onlyTheNewestTurnsThatFitTheBudgetGoIntoThePrompt() {
        for (int i = 0; i < 4; i++) {
            handle(fixture.message("fay", "Question " + i + " " + "word ".repeat(60)));
        }

        assertThat(contents(3)).noneMatch(text -> text.startsWith("Question 0"));
        assertThat(contents(3)).anyMatch(text -> text.startsWith("Question 2"));
    }

    @Test
    void tokensStreamAsDeltasThatJoinToTheReply() throws Exception {
        List<Push.Delta> deltas = new CopyOnWriteArrayList<>();
        fixture.stub.answers(
                request ->
                        new Behaviour.Words(
                                "First sentence here. Second one follows. And a third one.",
                                Duration.ofMillis(30)));
        try (var _ =
                fixture.pushes.receivePushes(
                        Fixture.GATEWAY, push -> deltas.add((Push.Delta) push))) {
            handle(fixture.message("gus", "Tell me three things.").streaming());
        }

        String text = log.onlyReply().reply().text();
        assertThat(deltas).hasSizeGreaterThan(1);
        assertThat(deltas.stream().map(Push.Delta::text).reduce("", String::concat))
                .isEqualTo(text);
        for (int i = 0; i < deltas.size(); i++) {
            assertThat(deltas.get(i).sequence()).isEqualTo(i);
            assertThat(text.substring(deltas.get(i).offset())).startsWith(deltas.get(i).text());
        }
    }

    @Test
    void aModelThatFailsCostsTheUserAFallbackAndNeverTheMessage() {
        fixture.stub.answers(request -> new Behaviour.Status(500, ""));

        handle(fixture.message("hal", "Anyone there?"));

        Reply reply = log.onlyReply().reply();
        assertThat(reply.source()).isEqualTo(ReplySource.FALLBACK);
        assertThat(reply.handover()).isTrue();
        assertThat(reply.text()).isNotBlank();
    }

    @Test
    void aStreamThatBreaksOffEndsInTheFallback() {
        fixture.stub.answers(request -> new Behaviour.Cut("The tyre "));

        handle(fixture.message("ida", "How much?"));

        assertThat(log.onlyReply().reply().source()).isEqualTo(ReplySource.FALLBACK);
    }

    @Test
    void aCardNumberInAReplyIsTakenOut() {
        fixture.stub.answers(request -> OpenAiStub.words("Your card is 4111 1111 1111 1111 ok."));

        handle(fixture.message("jan", "Which card did I use?"));

        assertThat(log.onlyReply().reply().text()).doesNotContain("4111").contains("card");
    }

    @Test
    void theBuiltInModelQuotesItsSource() {
        handle(fixture.message("kim", "tyre price?").to(Fixture.DOCUMENT_ASSISTANT));

        Reply reply = log.onlyReply().reply();
        assertThat(reply.text()).contains("24 euros");
        assertThat(reply.citations()).containsExactly(Fixture.SOURCE);
        assertThat(reply.source()).isEqualTo(ReplySource.KNOWLEDGE);
        assertThat(fixture.stub.requests()).isEmpty();
    }

    @Test
    void theBuiltInModelSaysHonestlyThatItDoesNotKnow() {
        handle(fixture.message("leo", "meaning of life?").to(Fixture.DOCUMENT_ASSISTANT));

        Reply reply = log.onlyReply().reply();
        assertThat(reply.text()).contains("don't know");
        assertThat(reply.handover()).isTrue();
        assertThat(reply.citations()).isEmpty();
    }

    @Test
    void aPreparedReplyPassesInItsTurn() {
        Message message = fixture.message("max", "hi");
        Reply hello = new Reply("Hello!", ReplySource.RULE, "en", List.of(), false, null, "hi");
        InferenceWork plain = message.work();
        handle(
                new InferenceWork(
                        plain.request(),
                        plain.origin(),
                        plain.dispatchedAt(),
                        plain.deadline(),
                        false,
                        new PreparedReply(hello, null)),
                false,
                1);

        assertThat(log.onlyReply().reply()).isEqualTo(hello);
        assertThat(fixture.stub.requests()).isEmpty();
    }

    @Test
    void observedMessagesAreAnalysedAndKeepTheirText() {
        handle(fixture.message("ned", "Where is my order 4711?").in(Mode.OBSERVE));

        ChatResult.Analysed analysed = (ChatResult.Analysed) log.results.getFirst();
        assertThat(analysed.text()).isEqualTo("Where is my order 4711?");
        assertThat(analysed.nlu()).isNotNull();
        assertThat(analysed.suggestion()).isNull();
        assertThat(fixture.stub.requests()).isEmpty();
    }

    @Test
    void assistedMessagesGetASuggestionAndNoReply() {
        handle(fixture.message("oda", "How much is a rear tyre?").in(Mode.ASSIST));

        ChatResult.Analysed analysed = (ChatResult.Analysed) log.results.getFirst();
        assertThat(analysed.suggestion()).isNotNull();
        assertThat(analysed.suggestion().text()).contains("24 euros");
        assertThat(analysed.text()).isNull();
    }

    @Test
    void aMessagePastItsDeadlineExpiresWithoutAskingAnyone() {
        handle(fixture.message("pam", "too late").until(Instant.now().minusSeconds(1)));

        assertThat(log.results.getFirst()).isInstanceOf(ChatResult.Expired.class);
        assertThat(fixture.stub.requests()).isEmpty();
    }

    @Test
    void whatAnErasedUserSaidBeforeEndsWithoutText() {
        Message message = fixture.message("quin", "my secret");
        InferenceWork work = message.work();
        fixture.vault.erase(message.key().userKey(), Instant.now().plusMillis(1));

        handle(work, false, 1);

        assertThat(log.results.getFirst()).isInstanceOf(ChatResult.Expired.class);
        assertThat(fixture.stub.requests()).isEmpty();
    }

    @Test
    void aRedeliveryAfterACrashBeforePublishingDoesNotPayTwice() {
        Message message = fixture.message("rex", "How much is a rear tyre?");
        log.fail = true;
        assertThatThrownBy(() -> tryToHandle(message.work(), false, 1));
        log.fail = false;

        handle(message.work(), true, 1);

        assertThat(fixture.stub.requests()).hasSize(1);
        assertThat(log.onlyReply().reply().text()).contains("24 euros");
    }

    @Test
    void workThatDispatchSendsTwiceIsPaidOnce() {
        InferenceWork work = fixture.message("ria", "How much is a rear tyre?").work();
        handle(work, false, 1);

        handle(
                new InferenceWork(
                        work.request(),
                        work.origin(),
                        work.dispatchedAt(),
                        work.deadline(),
                        false,
                        true,
                        null,
                        null),
                false,
                1);

        assertThat(fixture.stub.requests()).hasSize(1);
    }

    @Test
    void aRedeliveryWhoseResultIsInHistoryIsFinishedAtOnce() {
        Message message = fixture.message("sam", "How much is a rear tyre?");
        InferenceWork work = message.work();
        handle(work, false, 1);
        fixture.history.write(
                List.of(
                        new MessageChange.Received(work.request(), work.origin()),
                        new MessageChange.Finished(log.results.getFirst(), 5)));
        fixture.redis.call(c -> c.del("done:" + message.key())).join();

        handle(work, true, 1);

        assertThat(log.results).hasSize(1);
        assertThat(fixture.stub.requests()).hasSize(1);
    }

    @Test
    void aFirstQuestionsReplyIsSharedAndALaterOnesIsNot() {
        handle(fixture.message("tom", "Unique question one about a rear tyre"));
        handle(fixture.message("tom", "Unique question two about a rear tyre"));

        await().until(() -> shared("Unique question one about a rear tyre") != null);
        assertThat(shared("unique  QUESTION one about a rear tyre")).isNotNull();
        assertThat(shared("Unique question two about a rear tyre")).isNull();
    }

    @Test
    void aReplyFromOtherDocumentsThanTheRevisionStandsForIsNotKept() {
        fixture.knowledge.edition = "older";
        handle(fixture.message("tia", "A question about a tyre, asked too early"));
        fixture.knowledge.edition = "";
        handle(fixture.message("tia2", "A question about a tyre, asked in time"));

        await().until(() -> shared("A question about a tyre, asked in time") != null);
        assertThat(shared("A question about a tyre, asked too early")).isNull();
    }

    @Test
    void anUnknownAssistantGetsTheFallback() {
        handle(
                fixture.message("uma", "hello?")
                        .to(new dev.repartee.contract.AssistantId("deleted")));

        assertThat(log.onlyReply().reply().source()).isEqualTo(ReplySource.FALLBACK);
    }

    @Test
    void nothingInRedisIsReadable() {
        handle(fixture.message("vic", "Confidential words"));

        List<byte[]> kept =
                fixture.redis
                        .call(
                                c ->
                                        c.lrange(
                                                RememberedTurn.key(
                                                        fixture.message("vic", "x")
                                                                .envelope()
                                                                .conversationKey()),
                                                0,
                                                -1))
                        .join();
        assertThat(kept).hasSize(1);
        assertThat(new String(kept.getFirst(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Confidential");
    }

    private byte @Nullable [] shared(String question) {
        String revision =
                fixture.assistants
                        .find(Fixture.TENANT, Fixture.MODEL_ASSISTANT)
                        .orElseThrow()
                        .revision();
        String key =
                new ReplyCacheKey(
                                Fixture.TENANT,
                                null,
                                Fixture.MODEL_ASSISTANT,
                                revision,
                                ReplyCacheKey.hashOf(question))
                        .toString();
        return fixture.redis.call(c -> c.get(key)).join();
    }

    /** The texts of the messages in the model's request of that number. */
    private static List<String> contents(int request) {
        List<String> contents = new ArrayList<>();
        fixture.stub
                .requests()
                .get(request)
                .get("messages")
                .forEach(message -> contents.add(message.get("content").stringValue()));
        return contents;
    }

    private void handle(Message message) {
        handle(message.work(), false, 1);
    }

    private void handle(InferenceWork work, boolean redelivered, int attempt) {
        try {
            assertThat(tryToHandle(work, redelivered, attempt)).isEqualTo(Disposition.done());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Disposition tryToHandle(InferenceWork work, boolean redelivered, int attempt)
            throws Exception {
        LogRecord record =
                new LogRecord(
                        new Coordinates("chat.to_infer", 0, 1),
                        Instant.now(),
                        work.userKey().bytes(),
                        EventCodec.encode(work),
                        work.headers(),
                        attempt,
                        redelivered);
        return handler().handle(record);
    }

    /** A fresh worker each time: it knows nothing but what is stored. */
    private RecordHandler handler() {
        InferenceServices services = fixture.services();
        InferenceMetrics metrics = new InferenceMetrics(fixture.meters);
        ConversationMemory memory = new ConversationMemory(fixture.redis, fixture.history);
        ModelEndpoints models =
                new ModelEndpoints(fixture.config().models(), fixture.meters, fixture.clock);
        ReplyMaker replies =
                new ReplyMaker(
                        services.assistants(),
                        models,
                        new ReplyMaker.Conversations(
                                memory,
                                fixture.economy()
                                        .writeSummaries(models, fixture.redis, fixture.clock)),
                        services.knowledge(),
                        fixture.costs,
                        metrics,
                        fixture.clock);
        return new WorkHandler(
                new ResultMaker(
                        replies,
                        new LocalAnalyser(
                                new LayeredAnalyzer(
                                        services.analyzer(),
                                        services.models(),
                                        IntentFallback.NONE,
                                        new LayerMetrics(fixture.meters))),
                        services.protection().replies(),
                        fixture.pushes,
                        metrics,
                        fixture.clock),
                fixture.vault,
                new ResultMemory(fixture.redis, fixture.history),
                new Aftermath(memory, new ReplyCache(fixture.redis)),
                log,
                new WorkHandler.InferenceSettings(Duration.ofSeconds(1), metrics, fixture.clock));
    }

    /** Keeps what is published. */
    private static final class FakeLog implements EventSender {

        private final List<ChatResult> results = new CopyOnWriteArrayList<>();
        private volatile boolean fail;

        @Override
        public CompletableFuture<Coordinates> send(
                String topic, Event event, EventHeaders headers) {
            if (fail) {
                return CompletableFuture.failedFuture(new IllegalStateException("killed"));
            }
            results.add((ChatResult) event);
            return CompletableFuture.completedFuture(new Coordinates(topic, 0, results.size() - 1));
        }

        @Override
        public void sendAndForget(String topic, Event event, @Nullable String traceparent) {
            throw new AssertionError("results are waited for");
        }

        ChatResult.Replied onlyReply() {
            assertThat(results).hasSize(1);
            return (ChatResult.Replied) results.getFirst();
        }
    }
}
