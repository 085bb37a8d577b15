package dev.repartee.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.inference.Fixture.Message;
import dev.repartee.inference.OpenAiStub.Behaviour;
import dev.repartee.inference.analysis.AnalyserConfig;
import dev.repartee.kafka.sender.StageLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InferenceStageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** So many messages of a load may be without an answer. */
    private static final int MOST_OPEN = 400;

    private static Fixture fixture;
    private static LogHarness log;

    private final List<InferenceStage> running = new ArrayList<>();

    @BeforeAll
    static void open() {
        fixture = new Fixture();
        log = new LogHarness();
    }

    @AfterAll
    static void close() {
        log.close();
        fixture.close();
    }

    @AfterEach
    void stopWorkers() {
        List.copyOf(running).forEach(stage -> stop(stage, Duration.ofSeconds(5)));
        fixture.stub.requests().clear();
        fixture.stub.answers(request -> OpenAiStub.words("Well."));
    }

    @Test
    void aSlowQuestionHoldsUpItsOwnConversationAndNoOther() {
        CountDownLatch slow = new CountDownLatch(1);
        fixture.stub.answers(
                request ->
                        OpenAiStub.question(request).startsWith("slow")
                                ? new Behaviour.Until(slow, "At last.")
                                : OpenAiStub.words("Quick."));
        start(fixture.config());
        String patient = user();
        Message first = fixture.message(patient, "slow question");
        Message second = fixture.message(patient, "quick question");
        log.send(first.work());
        log.send(second.work());
        // Among so many users some share the partition of the slow one.
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String other = user();
            others.add(other);
            log.send(fixture.message(other, "quick too").work());
        }

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(others)
                                        .allSatisfy(
                                                other ->
                                                        assertThat(log.firstResults(other))
                                                                .hasSize(1)));
        assertThat(log.firstResults(patient)).isEmpty();
        slow.countDown();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(log.firstResults(patient))
                                        .containsExactly(first.id(), second.id()));
    }

    @Test
    void aWorkerThatDiesHandsItsUnfinishedMessagesOver() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean dying = new AtomicBoolean(true);
        fixture.stub.answers(
                request ->
                        dying.get()
                                ? new Behaviour.Until(never, "Nobody hears this.")
                                : OpenAiStub.words("From the second worker."));
        InferenceStage first = start(fixture.config());
        Map<String, List<String>> expected = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            String user = user();
            for (int turn = 0; turn < 3; turn++) {
                Message message = fixture.message(user, "question " + turn);
                expected.computeIfAbsent(user, u -> new ArrayList<>()).add(message.id());
                log.send(message.work());
            }
        }
        await().atMost(PATIENCE).until(() -> fixture.stub.requests().size() >= 20);

        dying.set(false);
        start(fixture.config());
        stop(first, Duration.ZERO);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                expected.forEach(
                                        (user, ids) ->
                                                assertThat(log.firstResults(user))
                                                        .containsExactlyElementsOf(ids)));
        never.countDown();
    }

    @Test
    void workersThatComeAndGoMoveOnlyTheirShareOfTheConversations() throws Exception {
        fixture.stub.answers(
                request -> new Behaviour.Words("Step by step.", Duration.ofMillis(10)));
        AtomicBoolean loading = new AtomicBoolean(true);
        Map<String, List<String>> expected = new HashMap<>();
        Thread load = Thread.ofVirtual().start(() -> load(loading, expected));

        try {
            start(fixture.config());
            Roster one = settled(1);
            start(fixture.config());
            Roster two = settled(2);
            InferenceStage third = start(fixture.config());
            Roster three = settled(3);
            stop(third, PATIENCE);
            Roster twoAgain = settled(2);
            // Whoever stays keeps what it has, but for the share of the one that comes.
            assertThat(one.moved(two)).isEqualTo(12);
            assertThat(two.moved(three)).isEqualTo(8);
            assertThat(three.moved(twoAgain)).isEqualTo(8);
        } finally {
            loading.set(false);
            load.join();
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                expected.forEach(
                                        (user, ids) ->
                                                assertThat(log.firstResults(user))
                                                        .containsExactlyElementsOf(ids)));
    }

    @Test
    void whatCanNotBeReadParksAndItsRequestEnds() {
        start(fixture.config());
        Message message = fixture.message(user(), "unreadable");
        log.sendGarbage(message.key().userKey(), message.work().headers());

        awaitMalformed(message);
    }

    @Test
    void workOfAnUnknownKindIsNotSkippedButParks() {
        start(fixture.config());
        Message message = fixture.message(user(), "unknown");
        EventHeaders known = message.work().headers();
        log.sendGarbage(
                message.key().userKey(),
                new EventHeaders(
                        "wörk",
                        known.version(),
                        known.mode(),
                        known.tenant(),
                        known.requestId(),
                        known.conversation(),
                        null,
                        null));

        awaitMalformed(message);
    }

    private static void awaitMalformed(Message message) {
        UserKey user = message.key().userKey();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(log.results)
                                        .filteredOn(result -> result.userKey().equals(user))
                                        .singleElement()
                                        .isInstanceOfSatisfying(
                                                ChatResult.Parked.class,
                                                parked -> {
                                                    assertThat(parked.key())
                                                            .isEqualTo(message.key());
                                                    assertThat(parked.cause())
                                                            .isEqualTo(ErrorCode.MALFORMED_EVENT);
                                                }));
    }

    @Test
    void aSlowEndpointDoesNotHoldUpConversationsOfAnother() {
        CountDownLatch slow = new CountDownLatch(1);
        fixture.stub.answers(request -> new Behaviour.Until(slow, "At last."));
        start(fixture.config().withModels(List.of(fixture.endpoint(2))));
        for (int i = 0; i < 30; i++) {
            log.send(fixture.message(user(), "slow").work());
        }
        String other = user();
        log.send(fixture.message(other, "tyre?").to(Fixture.DOCUMENT_ASSISTANT).work());

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.firstResults(other)).hasSize(1));
        slow.countDown();
    }

    @Test
    void anAnalyserThatIsGoneLeavesTheMessageWithoutAnAnalysis() {
        AnalyserConfig gone =
                new AnalyserConfig(
                        URI.create("http://127.0.0.1:1/nlp"),
                        null,
                        Duration.ofMillis(300),
                        List.of(),
                        100,
                        100);
        start(fixture.config().withAnalyser(gone));
        Message message = fixture.message(user(), "observed").in(Mode.OBSERVE);
        log.send(message.work());

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(log.results)
                                        .filteredOn(r -> r.key().equals(message.key()))
                                        .singleElement()
                                        .isInstanceOfSatisfying(
                                                ChatResult.Analysed.class,
                                                analysed -> {
                                                    assertThat(analysed.nlu()).isNull();
                                                    assertThat(analysed.text())
                                                            .isEqualTo("observed");
                                                }));
    }

    @Test
    void everyMessageIsAnsweredWhileTheModelIsGone() {
        fixture.stub.answers(request -> new Behaviour.Status(503, ""));
        start(fixture.config().withModels(List.of(fixture.endpoint(2))));
        List<InferenceWork> works = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            works.add(fixture.message(user(), "hello").work());
        }
        works.forEach(log::send);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(works)
                                        .allSatisfy(
                                                work ->
                                                        assertThat(log.results)
                                                                .filteredOn(
                                                                        r ->
                                                                                r.userKey()
                                                                                        .equals(
                                                                                                work
                                                                                                        .userKey()))
                                                                .singleElement()
                                                                .isInstanceOfSatisfying(
                                                                        ChatResult.Replied.class,
                                                                        InferenceStageTest
                                                                                ::isFallback)));
        // The breaker opened after its least number of calls; one more may have been on its way.
        // Half a minute later it tries again, and a slow machine takes longer for all of them.
        assertThat(fixture.stub.requests()).hasSizeBetween(5, works.size() / 2);
    }

    private static void isFallback(ChatResult.Replied replied) {
        assertThat(replied.reply().source()).isEqualTo(ReplySource.FALLBACK);
    }

    private static void load(AtomicBoolean loading, Map<String, List<String>> expected) {
        List<String> users = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            users.add(user());
        }
        int before = log.results.size();
        for (int turn = 0; loading.get(); turn++) {
            int open = turn - MOST_OPEN;
            await().atMost(PATIENCE)
                    .until(() -> log.results.size() - before > open || !loading.get());
            String user = users.get(turn % users.size());
            Message message = fixture.message(user, "turn " + turn);
            expected.computeIfAbsent(user, u -> new ArrayList<>()).add(message.id());
            log.send(message.work());
        }
    }

    private static Roster settled(int workers) {
        return Roster.settled(fixture.registry, workers, PATIENCE);
    }

    private static String user() {
        return "u-" + UUID.randomUUID();
    }

    private InferenceStage start(InferenceConfig config) {
        InferenceStage stage =
                new InferenceStage(
                        new StageLog(log.cluster, new SimpleMeterRegistry()),
                        fixture.redisServices(),
                        fixture.services(),
                        fixture.economy(),
                        config,
                        new SimpleMeterRegistry(),
                        fixture.clock);
        stage.start();
        running.add(stage);
        await().atMost(PATIENCE).until(stage::ready);
        return stage;
    }

    private void stop(InferenceStage stage, Duration limit) {
        running.remove(stage);
        stage.close(limit);
    }
}
