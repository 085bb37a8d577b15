package dev.repartee.inference.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.inference.model.Handover.Found;
import dev.repartee.inference.model.ModelFailure.Kind;
import dev.repartee.inference.model.endpoint.ModelTimeouts;
import dev.repartee.inference.model.tool.ToolRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One question to a provider, bounded in time.
 *
 * <p>The provider runs on a virtual thread of its own and leaves pieces in a bounded {@link
 * Handover}; the caller's thread hears them. Whatever ends the call interrupts the provider's
 * thread, which closes its connection.
 */
final class ModelCall {

    /** How often a listener hears of what has come; deltas go out no oftener. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Provider provider;
    private final ModelTimeouts timeouts;

    ModelCall(Provider provider, ModelTimeouts timeouts) {
        this.provider = provider;
        this.timeouts = timeouts;
    }

    /**
     * Asks and waits for the whole answer.
     *
     * @param patience the most time to spend, besides the endpoint's own timeouts
     */
    ModelAnswer run(Prompt prompt, Duration patience, TokenListener listener)
            throws ModelFailure, InterruptedException {
        Handover handover = new Handover();
        Thread worker = Thread.ofVirtual().name("model-call").start(() -> ask(prompt, handover));
        try {
            return hear(prompt, patience, handover, listener);
        } finally {
            worker.interrupt();
        }
    }

    private void ask(Prompt prompt, Handover handover) {
        try {
            provider.ask(prompt, handover);
            handover.close();
        } catch (RuntimeException | Error e) {
            handover.onError(e);
        }
    }

    private ModelAnswer hear(
            Prompt prompt, Duration patience, Handover handover, TokenListener listener)
            throws ModelFailure, InterruptedException {
        long start = System.nanoTime();
        long total = Math.min(timeouts.total().toNanos(), patience.toNanos());
        long first = Math.min(timeouts.firstToken().toNanos(), total);
        StringBuilder text = new StringBuilder();
        long firstToken = -1;
        boolean held = false;
        while (true) {
            boolean begun = firstToken >= 0;
            long left = start + (begun ? total : first) - System.nanoTime();
            if (left <= 0) {
                throw timedOut(begun);
            }
            Handover.Found found =
                    held ? handover.awaitEnd(Math.min(left, PACE_NANOS)) : handover.awaitAny(left);
            String piece =
                    switch (found) {
                        case Found.Text(String more) -> more;
                        case Found.Complete(String more, ChatResponse _) -> more;
                        case Found.Failed(String more, Throwable _) -> more;
                        case Found.Nothing() -> "";
                    };
            if (!piece.isEmpty()) {
                if (!begun) {
                    firstToken = System.nanoTime() - start;
                }
                text.append(piece);
                listener.token(piece);
            } else if (held) {
                listener.idle();
            }
            // What a listener holds back goes out a pace later, though nothing more comes.
            held = !piece.isEmpty();
            switch (found) {
                case Found.Complete(String _, ChatResponse response) -> {
                    return answer(prompt, response, text, start, firstToken);
                }
                case Found.Failed(String _, Throwable cause) ->
                        throw Failures.of(cause, firstToken >= 0);
                case Found.Text _, Found.Nothing _ -> {}
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
        List<ToolRequest> requests = Provider.requests(response);
        if (text.toString().isBlank() && requests.isEmpty()) {
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
        long first = firstToken >= 0 ? firstToken : System.nanoTime() - start;
        return new ModelAnswer(text.toString(), use, Duration.ofNanos(first), requests);
    }
}
