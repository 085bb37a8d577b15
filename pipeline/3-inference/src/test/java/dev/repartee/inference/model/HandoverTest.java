package dev.repartee.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.repartee.inference.model.Handover.Found;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandoverTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final long LONG = TimeUnit.SECONDS.toNanos(30);
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(5);
    private static final ChatResponse WHOLE =
            ChatResponse.builder().aiMessage(AiMessage.from("whole")).build();

    private final Handover handover = new Handover();

    @Test
    void whoAwaitsAnyGetsThePiecesThatHaveGathered() throws Exception {
        handover.onPartialResponse("one ");
        handover.onPartialResponse("two ");

        assertThat(handover.awaitAny(LONG)).isEqualTo(new Found.Text("one two "));
        assertThat(handover.awaitAny(SHORT)).isEqualTo(new Found.Nothing());
    }

    @Test
    void whoAwaitsTheEndIsNotWokenByAPieceButFindsIt() throws Exception {
        Thread.ofVirtual().start(() -> handover.onPartialResponse("piece"));
        await().atMost(PATIENCE).until(() -> gathered().equals(new Found.Text("piece")));
    }

    @Test
    void theEndComesWithTheLastPiecesAndOnlyTheFirstEndCounts() throws Exception {
        handover.onPartialResponse("last");
        handover.onCompleteResponse(WHOLE);
        handover.onError(new IllegalStateException("late"));

        assertThat(handover.awaitEnd(LONG)).isEqualTo(new Found.Complete("last", WHOLE));
    }

    @Test
    void aFailureComesAfterWhatHadCome() throws Exception {
        IllegalStateException failure = new IllegalStateException("cut");
        handover.onPartialResponse("begun");
        handover.onError(failure);

        assertThat(handover.awaitAny(LONG)).isEqualTo(new Found.Failed("begun", failure));
    }

    @Test
    void anAnswerThatNeverEndedIsAFailure() throws Exception {
        handover.close();

        assertThat(handover.awaitAny(LONG)).isInstanceOf(Found.Failed.class);
    }

    @Test
    void closingAfterTheEndChangesNothing() throws Exception {
        handover.onCompleteResponse(WHOLE);
        handover.close();

        assertThat(handover.awaitAny(LONG)).isEqualTo(new Found.Complete("", WHOLE));
    }

    @Test
    void aSlowReaderSlowsTheWriterDown() throws Exception {
        String large = "x".repeat(70_000);
        Thread writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    handover.onPartialResponse(large);
                                    handover.onPartialResponse("more");
                                });
        await().atMost(PATIENCE).until(() -> writer.getState() == Thread.State.WAITING);

        assertThat(handover.awaitEnd(LONG)).isEqualTo(new Found.Text(large));
        assertThat(handover.awaitAny(LONG)).isEqualTo(new Found.Text("more"));
        writer.join();
    }

    private Found gathered() throws InterruptedException {
        return handover.awaitEnd(SHORT);
    }
}
