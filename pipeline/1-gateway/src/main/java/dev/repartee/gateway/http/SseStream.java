package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.gateway.intake.Outcome;
import dev.repartee.gateway.push.Signals;
import dev.repartee.gateway.push.Waiter;
import dev.repartee.gateway.push.Waiters;
import dev.repartee.gateway.view.Json;
import dev.repartee.gateway.view.Views;
import dev.repartee.redis.Push;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One held response with server-sent events: {@code accepted}, {@code delta}*, then {@code reply}
 * or {@code error}.
 *
 * <p>All fields belong to the response's event loop; pushes hop to it. A client that reads too
 * slowly loses deltas, never the reply.
 */
final class SseStream implements Waiter {

    private final Context context;
    private final HttpServerResponse response;
    private final Waiters waiters;
    private final Signals signals;

    // What came before the log's acknowledgement was told; at most one result, no deltas.
    private final List<Runnable> early = new ArrayList<>(1);
    private @Nullable RequestKey key;
    private boolean begun;
    private boolean ended;
    private int attempt;
    private long heartbeat = -1;
    private long deadline = -1;

    SseStream(Context context, HttpServerResponse response, Waiters waiters, Signals signals) {
        this.context = context;
        this.response = response;
        this.waiters = waiters;
        this.signals = signals;
    }

    /** Called before the message is sent. */
    void expect(RequestKey expected) {
        key = expected;
        waiters.add(expected, this);
    }

    /** The message was refused: nothing was written yet, and nothing comes. */
    void abandon() {
        ended = true;
        if (key != null) {
            waiters.remove(key, this);
        }
    }

    /** The message is in the log: the stream begins. */
    void begin(Outcome.Accepted accepted, Duration every, Duration patience) {
        if (response.closed()) {
            abandon();
            return;
        }
        begun = true;
        response.closeHandler(closed -> leave());
        response.setStatusCode(200)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .setChunked(true);
        write("accepted", Json.text(Views.accepted(accepted)));
        heartbeat = context.owner().setPeriodic(every.toMillis(), timer -> comment());
        deadline = context.owner().setTimer(patience.toMillis(), timer -> overdue());
        early.forEach(Runnable::run);
        early.clear();
    }

    @Override
    public void delta(Push.Delta delta) {
        context.runOnContext(
                none -> {
                    if (begun
                            && !ended
                            && delta.attempt() >= attempt
                            && !response.writeQueueFull()) {
                        attempt = delta.attempt();
                        write("delta", Json.text(Views.delta(delta)));
                    }
                });
    }

    @Override
    public void result(ChatResult result, long offset) {
        onceBegun(() -> end(result, offset));
    }

    @Override
    public void refused(ErrorCode code) {
        onceBegun(() -> fail(code, -1));
    }

    private void onceBegun(Runnable action) {
        context.runOnContext(
                none -> {
                    if (begun) {
                        action.run();
                    } else {
                        early.add(action);
                    }
                });
    }

    private void end(ChatResult result, long offset) {
        switch (result) {
            case ChatResult.Replied replied -> {
                if (!ended) {
                    write("reply", Json.text(Views.reply(replied)));
                    finish(offset);
                }
            }
            case ChatResult.Parked ignored -> fail(ErrorCode.REQUEST_PARKED, offset);
            case ChatResult.Expired expired -> fail(expired.code(), offset);
            case ChatResult.Analysed ignored -> fail(ErrorCode.ID_REUSED, offset);
            case ChatResult.Resend ignored -> {}
        }
    }

    private void fail(ErrorCode code, long offset) {
        if (!ended && key != null) {
            write(
                    "error",
                    Json.text(
                            Json.object()
                                    .put("code", code.word())
                                    .put("detail", Views.detail(code))
                                    .put("requestId", key.requestId().value())));
            finish(offset);
        }
    }

    private void overdue() {
        if (!ended && key != null) {
            write(
                    "error",
                    Json.text(
                            Json.object()
                                    .put("code", ErrorCode.REQUEST_EXPIRED.word())
                                    .put(
                                            "detail",
                                            "no reply yet; ask for it with GET"
                                                    + " /api/v1/messages/{requestId}")
                                    .put("requestId", key.requestId().value())));
            finish(-1);
        }
    }

    /** A result that was completely written is acknowledged. */
    private void finish(long offset) {
        leave();
        RequestKey answered = key;
        response.end()
                .onSuccess(
                        done -> {
                            if (offset >= 0 && answered != null) {
                                signals.answered(answered.userKey(), answered.requestId(), offset);
                            }
                        });
    }

    private void leave() {
        ended = true;
        context.owner().cancelTimer(heartbeat);
        context.owner().cancelTimer(deadline);
        if (key != null) {
            waiters.remove(key, this);
        }
    }

    private void comment() {
        if (!ended && !response.writeQueueFull()) {
            response.write(": waiting\n\n");
        }
    }

    private void write(String event, String data) {
        response.write("event: " + event + "\ndata: " + data + "\n\n");
    }
}
