package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.gateway.intake.Refusal;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests through to the control plane, streaming both ways. The control plane
 * authenticates them itself; it learns the client's address from us alone. When it is down the
 * caller gets 503.
 */
public final class ControlProxy {

    /** What the control plane has: CONNECT and the like would mean something else to its server. */
    private static final Set<HttpMethod> METHODS =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE,
                    HttpMethod.OPTIONS);

    /** Headers that are about one connection (RFC 9110, section 7.6.1). */
    private static final Set<String> HOP_BY_HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private static final String POLICY = "Content-Security-Policy";
    private static final int CONNECTIONS = 32;
    private static final int WAITING = 256;

    private final @Nullable URI control;
    private final HttpClient client;
    private final ClientAddress addresses;
    private final Duration patience;

    /** One per event loop. */
    public ControlProxy(
            Vertx vertx,
            @Nullable URI control,
            ControlTrust trust,
            ClientAddress addresses,
            Duration patience) {
        this.control = control;
        this.addresses = addresses;
        this.patience = patience;
        HttpClientOptions options =
                new HttpClientOptions()
                        .setConnectTimeout(1_000)
                        .setDecompressionSupported(false)
                        .setIdleTimeout((int) patience.toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        if (control != null && "https".equals(control.getScheme())) {
            trust.apply(options);
        }
        this.client =
                vertx.createHttpClient(
                        options,
                        new PoolOptions()
                                .setHttp1MaxSize(CONNECTIONS)
                                .setMaxWaitQueueSize(WAITING));
    }

    void pass(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (control == null) {
            Answers.problem(
                    response, Refusal.of(ErrorCode.NOT_FOUND, "there is nothing at this path"));
            return;
        }
        if (!METHODS.contains(request.method())) {
            Answers.problem(
                    response,
                    Refusal.of(
                            ErrorCode.METHOD_NOT_ALLOWED,
                            "this path does not take " + request.method()));
            return;
        }
        request.pause();
        client.request(target(request, control))
                .compose(
                        onward -> {
                            // The failure of its answer says it all; without a listener it is
                            // logged as an error.
                            onward.exceptionHandler(failure -> {});
                            if (over(response)) {
                                // Nobody would tell of its end: it came before anybody listened.
                                onward.reset();
                                return Future.failedFuture("its body broke off");
                            }
                            response.closeHandler(closed -> onward.reset());
                            onward.headers().setAll(forwarded(request));
                            framed(request, onward);
                            return sent(request, onward);
                        })
                .onComplete(
                        answer -> back(answer, response),
                        failure -> Answers.problem(response, refusal(failure)));
    }

    /** A body that breaks off is not passed on as if it were whole. */
    private static Future<HttpClientResponse> sent(
            HttpServerRequest request, HttpClientRequest onward) {
        Promise<HttpClientResponse> answer = Promise.promise();
        onward.response().onComplete(answer::tryComplete, answer::tryFail);
        request.pipe()
                .endOnFailure(false)
                .to(onward)
                .onFailure(
                        failure -> {
                            answer.tryFail(failure);
                            onward.reset();
                        });
        return answer.future();
    }

    /**
     * Also a body that is no HTTP ends the passing on; that is not the control plane's fault. The
     * server's decoder says so with either of these exceptions, the client's connection with none.
     */
    private static Refusal refusal(Throwable failure) {
        return failure instanceof DecoderException || failure instanceof IllegalArgumentException
                ? Refusal.of(ErrorCode.PROTOCOL_VIOLATION, "the body is not framed as HTTP is")
                : Refusal.of(ErrorCode.STORE_UNAVAILABLE, "the control plane does not answer");
    }

    private RequestOptions target(HttpServerRequest request, URI to) {
        return new RequestOptions()
                .setMethod(request.method())
                .setHost(to.getHost())
                .setPort(to.getPort() < 0 ? usualPort(to) : to.getPort())
                .setConnectTimeout(1_000)
                .setIdleTimeout(patience.toMillis())
                .setURI(request.uri());
    }

    private static int usualPort(URI to) {
        return "https".equals(to.getScheme()) ? 443 : 80;
    }

    /** A body of known length keeps it, others are chunked. */
    private static void framed(HttpServerRequest request, HttpClientRequest onward) {
        boolean hasBody = request.getHeader("Transfer-Encoding") != null;
        onward.setChunked(hasBody);
        if (!hasBody && request.getHeader("Content-Length") == null) {
            onward.putHeader("Content-Length", "0");
        }
    }

    private MultiMap forwarded(HttpServerRequest request) {
        MultiMap headers = endToEnd(request.headers());
        String client = addresses.of(request.remoteAddress(), request.getHeader("X-Forwarded-For"));
        boolean trusted = addresses.trusts(request.remoteAddress().hostAddress());
        String scheme = trusted ? request.getHeader("X-Forwarded-Proto") : null;
        headers.remove("Forwarded");
        headers.set("X-Forwarded-For", client);
        headers.set("X-Forwarded-Proto", scheme == null ? request.scheme() : scheme);
        String asked = Arrival.of(request).host(trusted);
        if (asked != null) {
            headers.set("X-Forwarded-Host", asked);
        }
        headers.remove("X-Forwarded-Prefix").remove("X-Forwarded-Port").remove("Host");
        return headers;
    }

    private static void back(HttpClientResponse answer, HttpServerResponse response) {
        if (over(response)) {
            answer.request().reset();
            return;
        }
        response.setStatusCode(answer.statusCode());
        for (Map.Entry<String, String> header : endToEnd(answer.headers())) {
            if (header.getKey().equalsIgnoreCase(POLICY)) {
                // The control plane knows its pages; for all else it says the same as we do.
                response.headers().set(POLICY, header.getValue());
            } else if (!response.headers().contains(header.getKey())
                    || header.getKey().equalsIgnoreCase("Set-Cookie")) {
                response.headers().add(header.getKey(), header.getValue());
            }
        }
        if (answer.getHeader("Content-Length") == null) {
            response.setChunked(true);
        }
        answer.handler(chunk -> pass(chunk, answer, response))
                .exceptionHandler(failure -> response.reset())
                .endHandler(
                        end -> {
                            if (!over(response)) {
                                response.end();
                            }
                        });
    }

    private static void pass(Buffer chunk, HttpClientResponse answer, HttpServerResponse response) {
        if (over(response)) {
            answer.request().reset();
            return;
        }
        response.write(chunk);
        if (response.writeQueueFull()) {
            answer.pause();
            response.drainHandler(drained -> answer.resume());
        }
    }

    /**
     * The client may be gone, or its request was answered already: the server itself answers one
     * whose body turns out to be no HTTP.
     */
    private static boolean over(HttpServerResponse response) {
        return response.closed() || response.ended();
    }

    private static MultiMap endToEnd(MultiMap headers) {
        Set<String> dropped = new HashSet<>(HOP_BY_HOP);
        headers.getAll("Connection")
                .forEach(
                        value ->
                                Arrays.stream(value.split(","))
                                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                                        .forEach(dropped::add));
        MultiMap kept = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : headers) {
            if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                kept.add(header.getKey(), header.getValue());
            }
        }
        return kept;
    }
}
