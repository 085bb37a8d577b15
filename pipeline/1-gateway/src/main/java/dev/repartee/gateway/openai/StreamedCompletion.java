package dev.repartee.gateway.openai;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.push.Signals;
import dev.repartee.gateway.push.Waiters;
import dev.repartee.gateway.view.Json;
import dev.repartee.redis.Push;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/**
 * A completion in pieces. What was written can not be taken back, so only gap-free deltas of the
 * first attempt are forwarded; the final reply adds the remainder, or the stream ends with an error
 * when it says something else.
 */
final class StreamedCompletion extends Completion {

    private static final int NO_ATTEMPT = 0;

    private final boolean includeUsage;
    private final StringBuilder written = new StringBuilder();
    private int attempt = NO_ATTEMPT;
    private int sequence;
    private boolean broken;

    StreamedCompletion(
            Context context,
            HttpServerResponse response,
            CompletionRequest request,
            long created,
            Waiters waiters,
            Signals signals) {
        super(context, response, request.model().value(), created, waiters, signals);
        this.includeUsage = request.includeUsage();
    }

    @Override
    void opened(RequestKey of) {
        response.setStatusCode(200)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .setChunked(true);
        data(CompletionViews.chunk(model, created, of.requestId(), "", true));
    }

    @Override
    void piece(RequestKey of, Push.Delta delta) {
        if (attempt == NO_ATTEMPT) {
            attempt = delta.attempt();
        }
        if (delta.attempt() == attempt && delta.sequence() < sequence) {
            return;
        }
        broken =
                broken
                        || delta.attempt() != attempt
                        || delta.sequence() != sequence
                        || delta.offset() != written.length()
                        || response.writeQueueFull();
        if (!broken) {
            sequence++;
            written.append(delta.text());
            data(CompletionViews.chunk(model, created, of.requestId(), delta.text(), false));
        }
    }

    @Override
    Future<Void> replied(ChatResult.Replied replied) {
        String text = replied.reply().text();
        if (!text.startsWith(written.toString())) {
            return failed(
                    Refusal.of(
                            ErrorCode.INTERNAL,
                            "the reply was changed after parts of it had been sent; ask again"));
        }
        String remainder = text.substring(written.length());
        if (!remainder.isEmpty()) {
            data(
                    CompletionViews.chunk(
                            model, created, replied.key().requestId(), remainder, false));
        }
        data(CompletionViews.lastChunk(model, created, replied));
        if (includeUsage) {
            data(CompletionViews.usageChunk(model, created, replied));
        }
        return response.end("data: [DONE]\n\n");
    }

    @Override
    Future<Void> failed(Refusal refusal) {
        data(CompletionViews.error(refusal));
        return response.end();
    }

    private void data(Object chunk) {
        response.write("data: " + Json.text(chunk) + "\n\n");
    }
}
