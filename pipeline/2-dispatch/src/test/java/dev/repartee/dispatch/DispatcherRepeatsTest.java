package dev.repartee.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.TrafficEvent;
import dev.repartee.kafka.LogRecord;
import org.junit.jupiter.api.Test;

/** What comes twice: under one id, at one place, or out of the dead letters. */
class DispatcherRepeatsTest extends DispatcherScene {

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
}
