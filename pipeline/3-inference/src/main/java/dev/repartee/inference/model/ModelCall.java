package dev.repartee.inference.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.inference.model.ModelFailure.Kind;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One question to a provider, bounded in time.
 *
 * <p>The provider runs on a virtual thread of its own and hands pieces over through a bounded
 * queue, so a slow reader slows the provider down; the caller's thread hears them. Whatever ends
 * the call interrupts the provider's thread, which closes its connection.
 */
final class ModelCall {

    private static final int QUEUED_PIECES = 256;
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Provider provider;
    private final ModelTimeouts timeouts;

    ModelCall(Provider provider, ModelTimeouts timeouts) {
        this.provider = provider;
        this.timeouts = timeouts;
    }

    /** What the provider's thread hands over. */
    private sealed interface Signal {
        record Piece(String text) implements Signal {}

        record Complete(ChatResponse response) implements Signal {}

        record Failed(Throwable cause) implements Signal {}
    }

    /**
     * Asks and waits for the whole answer.
     *
     * @param patience the most time to spend, besides the endpoint's own timeouts
     */
    ModelAnswer run(Prompt prompt, Duration patience, TokenListener listener)
            throws ModelFailure, InterruptedException {
        BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(QUEUED_PIECES);
        Thread worker =
                Thread.ofVirtual()
                        .name("model-call")
                        .start(() -> ask(prompt, new Handover(signals)));
        try {
            return hear(prompt, patience, signals, listener);
        } finally {
            worker.interrupt();
        }
    }

    private void ask(Prompt prompt, Handover handover) {
        try {
            provider.ask(prompt, handover);
            handover.onError(new IllegalStateException("the answer never ended"));
        } catch (RuntimeException | Error e) {
            handover.onError(e);
        }
    }

    private ModelAnswer hear(
            Prompt prompt, Duration patience, BlockingQueue<Signal> signals, TokenListener listener)
            throws ModelFailure, InterruptedException {
        long start = System.nanoTime();
        long total = Math.min(timeouts.total().toNanos(), patience.toNanos());
        long first = Math.min(timeouts.firstToken().toNanos(), total);
        StringBuilder text = new StringBuilder();
        long firstToken = -1;
        while (true) {
            boolean begun = firstToken >= 0;
            long left = start + (begun ? total : first) - System.nanoTime();
            if (left <= 0) {
                throw timedOut(begun);
            }
            switch (signals.poll(Math.min(left, IDLE_NANOS), TimeUnit.NANOSECONDS)) {
                case null -> listener.idle();
                case Signal.Piece(String piece) -> {
                    if (!begun) {
                        firstToken = System.nanoTime() - start;
                    }
                    text.append(piece);
                    listener.token(piece);
                }
                case Signal.Complete(ChatResponse response) -> {
                    return answer(prompt, response, text, start, firstToken);
                }
                case Signal.Failed(Throwable cause) -> throw Failures.of(cause, begun);
            }
        }
    }

    private static ModelFailure timedOut(boolean begun) {
        return begun
                ? new ModelFailure(Kind.TOTAL_TIMEOUT, true, null, "not finished in time", null)
                : ModelFailure.of(Kind.FIRST_TOKEN_TIMEOUT, "no token in time");
    }

    private ModelAnswer answer(
            Prompt prompt, ChatResponse response, StringBuilder text, long start, long firstToken)
            throws ModelFailure {
        if (response.finishReason() == null) {
            throw new ModelFailure(
                    Kind.CUT, !text.isEmpty(), null, "the stream ended in the middle", null);
        }
        if (text.toString().isBlank()) {
            throw new ModelFailure(Kind.BAD_ANSWER, !text.isEmpty(), null, "no text", null);
        }
        TokenUsage usage = response.tokenUsage();
        Integer sent = usage == null ? null : usage.inputTokenCount();
        Integer received = usage == null ? null : usage.outputTokenCount();
        ModelUse use =
                new ModelUse(
                        provider.modelName(prompt),
                        sent == null || sent <= 0 ? Tokens.of(prompt.turns()) : sent,
                        received == null || received <= 0 ? Tokens.of(text.toString()) : received,
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return new ModelAnswer(text.toString(), use, Duration.ofNanos(firstToken));
    }

    /** Runs on the provider's thread; what comes after the end is not heard any more. */
    private record Handover(BlockingQueue<Signal> signals) implements StreamingChatResponseHandler {

        @Override
        public void onPartialResponse(@Nullable String piece) {
            if (piece != null && !piece.isEmpty()) {
                put(new Signal.Piece(piece));
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            put(new Signal.Complete(response));
        }

        @Override
        public void onError(Throwable cause) {
            put(new Signal.Failed(cause));
        }

        private void put(Signal signal) {
            try {
                signals.put(signal);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
