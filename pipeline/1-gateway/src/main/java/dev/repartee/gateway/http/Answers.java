package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.limit.RateState;
import dev.repartee.gateway.view.Json;
import dev.repartee.gateway.view.Views;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes JSON answers, and refusals as RFC 9457 problems. */
public final class Answers {

    /** The media type of answers. */
    public static final String JSON = "application/json";

    /** The media type of problems. */
    public static final String PROBLEM = "application/problem+json";

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** Writes a JSON answer; completes when it is completely written. */
    public static Future<Void> json(HttpServerResponse response, int status, Object body) {
        return write(response, status, JSON, Json.text(body));
    }

    /** Writes an answer; nothing when the response is ended or its client is gone. */
    public static Future<Void> write(
            HttpServerResponse response, int status, String contentType, String body) {
        if (response.ended() || response.closed() || response.headWritten()) {
            return Future.failedFuture("the response is over");
        }
        return response.setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }

    /** Writes a refusal. */
    public static void problem(HttpServerResponse response, Refusal refusal) {
        if (!response.headWritten()) {
            headers(response, refusal);
        }
        write(response, refusal.code().httpStatus(), PROBLEM, Json.text(problem(refusal)));
    }

    /** A refusal as a problem. */
    static ObjectNode problem(Refusal refusal) {
        ErrorCode code = refusal.code();
        ObjectNode body =
                Json.object()
                        .put("type", "urn:repartee:error:" + code.word())
                        .put("title", title(code))
                        .put("status", code.httpStatus())
                        .put("detail", refusal.detail())
                        .put("code", code.word());
        RequestId requestId = refusal.requestId();
        if (requestId != null) {
            body.put("requestId", requestId.value());
        }
        if (!refusal.faults().isEmpty()) {
            body.set("errors", Views.faults(refusal));
        }
        return body;
    }

    /** The headers that go with a refusal, whatever the form of its body. */
    public static void headers(HttpServerResponse response, Refusal refusal) {
        if (refusal.code().retryable()) {
            response.putHeader("Retry-After", Long.toString(refusal.retryAfterSeconds()));
        }
        if (refusal.code().httpStatus() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        rate(response, refusal.rate());
    }

    /** The {@code RateLimit} headers, in the form of the draft and in the older one. */
    public static void rate(HttpServerResponse response, @Nullable RateState state) {
        if (state == null) {
            return;
        }
        long reset = Math.ceilDiv(state.reset().toMillis(), 1000L);
        String name = '"' + state.scope() + '"';
        long window = Math.ceilDiv(state.rate().burst(), state.rate().perSecond());
        response.putHeader("RateLimit-Policy", name + ";q=" + state.rate().burst() + ";w=" + window)
                .putHeader("RateLimit", name + ";r=" + state.remaining() + ";t=" + reset)
                .putHeader("RateLimit-Limit", Integer.toString(state.rate().burst()))
                .putHeader("RateLimit-Remaining", Long.toString(state.remaining()))
                .putHeader("RateLimit-Reset", Long.toString(reset));
    }

    /** The action, whose failure becomes the answer. */
    public static <T> Handler<T> guarded(HttpServerResponse response, Handler<T> action) {
        return value -> {
            try {
                action.handle(value);
            } catch (RuntimeException e) {
                problem(response, refusal(e));
            }
        };
    }

    /** What a failure is to its caller; an unforeseen one is logged and says nothing. */
    public static Refusal refusal(Throwable failure) {
        if (failure instanceof ReparteeException known) {
            return Refusal.of(known);
        }
        log.atError().setCause(failure).log("a request failed");
        return Refusal.of(ErrorCode.INTERNAL, "something went wrong here; it was logged");
    }

    private static String title(ErrorCode code) {
        String words = code.word().replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
