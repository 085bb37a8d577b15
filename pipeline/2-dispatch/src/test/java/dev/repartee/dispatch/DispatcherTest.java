package dev.repartee.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ConversationNote;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.RememberedTurn;
import dev.repartee.contract.event.TrafficEvent;
import dev.repartee.kafka.PermanentFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a message that is seen for the first time. */
class DispatcherTest extends DispatcherScene {

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
}
