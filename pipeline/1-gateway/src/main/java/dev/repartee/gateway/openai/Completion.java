package dev.repartee.gateway.openai;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.gateway.http.Answers;
import dev.repartee.gateway.intake.Outcome;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.push.Signals;
import dev.repartee.gateway.push.Waiter;
import dev.repartee.gateway.push.Waiters;
import dev.repartee.gateway.view.Json;
import dev.repartee.gateway.view.Views;
import dev.repartee.redis.Push;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One held completion. All fields belong to the response's event loop; pushes hop to it. A client
 * that goes away is forgotten; its message is answered and stored all the same.
 */
abstract class Completion implements Waiter {

    final Context context;
    final HttpServerResponse response;
    final String model;
    final long created;

    private final Waiters waiters;
    private final Signals signals;

    // What came before the log's acknowledgement was told; at most one result.
    private final List<Runnable> early = new ArrayList<>(1);
    private @Nullable RequestKey key;
    private boolean begun;
    private boolean ended;
    private long deadline = -1;

    Completion(
            Context context,
            HttpServerResponse response,
            String model,
            long created,
            Waiters waiters,
            Signals signals) {
        this.context = context;
        this.response = response;
        this.model = model;
        this.created = created;
        this.waiters = waiters;
        this.signals = signals;
    }

    /** Writes what a response has at its beginning. */
    abstract void opened(RequestKey of);

    /** Writes a piece of the reply. */
    abstract void piece(RequestKey of, Push.Delta delta);

    /** Writes the reply and ends the response; fails when nothing could be acknowledged. */
    abstract Future<Void> replied(ChatResult.Replied replied);

    /** Writes the failure and ends the response. */
    abstract Future<Void> failed(Refusal refusal);

    final void expect(RequestKey expected) {
        key = expected;
        waiters.add(expected, this);
    }

    /** The message was refused. */
    final void refuse(Refusal refusal) {
        leave();
        Answers.headers(response, refusal);
        Answers.write(
                response,
                refusal.code().httpStatus(),
                Answers.JSON,
                Json.text(CompletionViews.error(refusal)));
    }

    /** The message is in the log. */
    final void begin(Outcome.Accepted accepted, long patienceMillis) {
        if (response.closed()) {
            leave();
            return;
        }
        begun = true;
        response.closeHandler(closed -> leave());
        Answers.rate(response, accepted.rate());
        response.putHeader("x-request-id", accepted.key().requestId().value());
        opened(accepted.key());
        deadline =
                context.owner()
                        .setTimer(patienceMillis, timer -> end(ErrorCode.REQUEST_EXPIRED, -1));
        early.forEach(Runnable::run);
        early.clear();
    }

    @Override
    public final void delta(Push.Delta delta) {
        context.runOnContext(
                none -> {
                    if (begun && !ended && key != null) {
                        piece(key, delta);
                    }
                });
    }

    @Override
    public final void result(ChatResult result, long offset) {
        onceBegun(
                () -> {
                    switch (result) {
                        case ChatResult.Replied replied -> {
                            if (!ended) {
                                leave();
                                acknowledged(replied(replied), offset);
                            }
                        }
                        case ChatResult.Parked ignored -> end(ErrorCode.REQUEST_PARKED, offset);
                        case ChatResult.Expired expired -> end(expired.code(), offset);
                        case ChatResult.Analysed ignored -> end(ErrorCode.INTERNAL, offset);
                        case ChatResult.Resend ignored -> {}
                    }
                });
    }

    @Override
    public final void refused(ErrorCode code) {
        onceBegun(() -> end(code, -1));
    }

    private void end(ErrorCode code, long offset) {
        if (!ended) {
            leave();
            acknowledged(failed(Refusal.of(code, Views.detail(code))), offset);
        }
    }

    private void acknowledged(Future<Void> written, long offset) {
        RequestKey answered = key;
        written.onSuccess(
                done -> {
                    if (offset >= 0 && answered != null) {
                        signals.answered(answered.userKey(), answered.requestId(), offset);
                    }
                });
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

    private void leave() {
        ended = true;
        context.owner().cancelTimer(deadline);
        if (key != null) {
            waiters.remove(key, this);
        }
    }
}
