package dev.repartee.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.assistants.PoolAssignment;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.Topic;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The stage as a whole: order, duplicates, pools, and what is not there. */
class DispatchStageTest extends StageScene {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Soon after the start: what inference has finished is first seen then. */
    @Test
    void aGreetingIsAnsweredThoughNoWorkerRuns() throws Exception {
        start();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            String id = "r" + UUID.randomUUID();
                            send(inConversation(id, id, "Hello!"));
                            await().atMost(PATIENCE)
                                    .until(
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
        await().atMost(PATIENCE).until(() -> ids(WORK).equals(List.of("r1", "r2")));
        assertThat(ids(RESULTS)).isEmpty();
        inference.release("r1");
        awaitResults("r1", "r2");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            String id = "r" + UUID.randomUUID();
                            send(id, "Hello!");
                            await().atMost(PATIENCE).until(() -> ids(RESULTS).contains(id));
                            assertThat(ids(WORK)).doesNotContain(id);
                        });
    }

    @Test
    void aGreetingDoesNotOvertakeWhenAnotherDispatcherHasTakenOver() throws Exception {
        StubInference inference = inference("");
        inference.thinkAbout("r1");
        DispatchStage first = start();
        send("r1", QUESTION);
        await().atMost(PATIENCE).until(() -> ids(WORK).equals(List.of("r1")));
        first.close(LIMIT);
        start();
        send("r2", "Hello!");
        await().atMost(PATIENCE).until(() -> ids(WORK).equals(List.of("r1", "r2")));
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
        await().atMost(PATIENCE).until(() -> ids(WORK).equals(List.of("r1")));
        first.close(LIMIT);
        forgetCommit(question);
        start();
        send("r2", "Hello!");
        await().atMost(PATIENCE).until(() -> ids(WORK).equals(List.of("r1", "r1", "r2")));
        assertThat(ids(RESULTS)).isEmpty();
        inference.release("r1");
        await().atMost(PATIENCE).until(() -> ids(RESULTS).size() >= 3);
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
        await().atMost(PATIENCE).until(() -> ids(WORK).equals(List.of("r1")));
        assistant = Optional.of(moved(vip));
        send("r2", QUESTION);
        await().atMost(PATIENCE).until(() -> ids(WORK).equals(List.of("r1", "r2")));
        old.release("r1");
        awaitResults("r1", "r2");
        inference(vip);
        List<String> sent = new ArrayList<>(List.of("r1", "r2"));
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            String id = "r" + UUID.randomUUID();
                            sent.add(id);
                            send(id, QUESTION);
                            await().atMost(PATIENCE).until(() -> ids(RESULTS).contains(id));
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
        await().atMost(PATIENCE)
                .until(() -> ids(Topic.REQUESTS.deadLetterName()).equals(List.of("r1")));
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
        await().atMost(PATIENCE).until(() -> ids(WORK).containsAll(List.of("r1", "r2")));
        send("r3", "Hello!");
        await().atMost(PATIENCE).until(() -> ids(WORK).contains("r3"));
        inference.release("r1");
        await().atMost(PATIENCE).until(() -> ids(RESULTS).containsAll(List.of("r1", "r2", "r3")));
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

    private static PublishedAssistant moved(String pool) {
        PublishedAssistant before = Messages.shop("Hi there!");
        return Messages.published(
                before.assistant().withPool(PoolAssignment.COMMON.moveTo(pool, Instant.now())));
    }
}
