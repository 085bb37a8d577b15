package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects a JSON body, never more of it than allowed. */
public final class Bodies {

    private static final String JSON = "application/json";

    private Bodies() {}

    /**
     * The whole body.
     *
     * @return fails with {@link ErrorCode#UNSUPPORTED_MEDIA_TYPE}, {@link ErrorCode#BODY_TOO_LARGE}
     *     or {@link ErrorCode#PROTOCOL_VIOLATION}; then the connection closes after the answer,
     *     since what is still under way is not read
     */
    public static Future<byte[]> json(HttpServerRequest request, int most) {
        if (!isJson(request.getHeader("Content-Type"))
                || !isIdentity(request.getHeader("Content-Encoding"))) {
            return refused(
                    request,
                    new ReparteeException(
                            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                            "send Content-Type: application/json, not compressed"));
        }
        ReparteeException tooLarge =
                new ReparteeException(
                        ErrorCode.BODY_TOO_LARGE, "the body may have at most " + most + " bytes");
        if (declared(request) > most) {
            return refused(request, tooLarge);
        }
        Promise<byte[]> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(
                        chunk -> {
                            if (body.length() + chunk.length() > most) {
                                request.handler(null);
                                request.response().putHeader("Connection", "close");
                                promise.tryFail(tooLarge);
                            } else {
                                body.appendBuffer(chunk);
                            }
                        })
                .exceptionHandler(
                        broken -> {
                            if (!request.response().headWritten()) {
                                request.response().putHeader("Connection", "close");
                            }
                            promise.tryFail(
                                    new ReparteeException(
                                            ErrorCode.PROTOCOL_VIOLATION,
                                            "the body ends early or is not framed as HTTP is",
                                            broken));
                        })
                .endHandler(end -> promise.tryComplete(body.getBytes()));
        return promise.future();
    }

    private static Future<byte[]> refused(HttpServerRequest request, ReparteeException why) {
        if (declared(request) != 0) {
            request.response().putHeader("Connection", "close");
        }
        return Future.failedFuture(why);
    }

    private static long declared(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        String rest =
                semicolon < 0 ? "" : contentType.substring(semicolon + 1).toLowerCase(Locale.ROOT);
        return type.strip().equalsIgnoreCase(JSON)
                && (!rest.contains("charset") || rest.contains("utf-8"));
    }

    private static boolean isIdentity(@Nullable String encoding) {
        return encoding == null || encoding.equalsIgnoreCase("identity");
    }
}
