package dev.repartee.inference.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.repartee.inference.http.OutboundHttp;
import dev.repartee.inference.model.endpoint.ModelLimits;
import dev.repartee.inference.model.endpoint.ModelTimeouts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * LangChain4j's way to the network: {@link OutboundHttp}, blocking the caller's virtual thread, so
 * that interrupting the caller ends the request. Keeps what a server says about waiting, which
 * LangChain4j's own client drops.
 */
final class ProviderHttp implements HttpClient {

    private static final int LONGEST_ERROR = 16 * 1024;
    private static final String RETRY_AFTER = "retry-after";
    private static final ServerSentEventParser EVENTS = new EventStream();

    private final OutboundHttp http;

    ProviderHttp(OutboundHttp http) {
        this.http = http;
    }

    /** An answer that is none, with the pause that the server asks for. */
    static final class Refused extends HttpException {

        private static final long serialVersionUID = 1L;

        private final transient Optional<Duration> retryAfter;

        Refused(int status, String body, Optional<Duration> retryAfter) {
            super(status, body);
            this.retryAfter = retryAfter;
        }

        Optional<Duration> retryAfter() {
            return retryAfter == null ? Optional.empty() : retryAfter;
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        try {
            return http.call(
                    written(request),
                    response -> {
                        try (InputStream body = successful(response)) {
                            return head(response)
                                    .body(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                                    .build();
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventListener listener) {
        execute(request, EVENTS, listener);
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try {
            http.call(
                    written(request),
                    response -> {
                        InputStream body = successful(response);
                        listener.onOpen(head(response).build());
                        parser.parse(body, listener);
                        return null;
                    });
        } catch (IOException e) {
            listener.onError(new UncheckedIOException(e));
            return;
        } catch (RuntimeException e) {
            listener.onError(e);
            return;
        }
        listener.onClose();
    }

    private static HttpUriRequestBase written(HttpRequest request) {
        HttpUriRequestBase written =
                new HttpUriRequestBase(request.method().name(), URI.create(request.url()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> written.addHeader(name, value)));
        String body = request.body();
        if (body != null) {
            // The type is among the headers that LangChain4j gives.
            written.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), null));
        }
        return written;
    }

    private static InputStream successful(ClassicHttpResponse response) throws IOException {
        InputStream body =
                response.getEntity() == null
                        ? InputStream.nullInputStream()
                        : response.getEntity().getContent();
        if (response.getCode() / 100 == 2) {
            return body;
        }
        String text = new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
        Header wait = response.getFirstHeader(RETRY_AFTER);
        throw new Refused(
                response.getCode(),
                text,
                wait == null ? Optional.empty() : seconds(wait.getValue()));
    }

    private static SuccessfulHttpResponse.Builder head(ClassicHttpResponse response) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>(1))
                    .add(header.getValue());
        }
        return SuccessfulHttpResponse.builder().statusCode(response.getCode()).headers(headers);
    }

    /** Only the form in seconds: model servers send no dates. */
    private static Optional<Duration> seconds(String value) {
        try {
            double seconds = Double.parseDouble(value.strip());
            return seconds >= 0 && seconds < 1_000_000
                    ? Optional.of(Duration.ofMillis((long) (seconds * 1_000)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Builds one. The timeouts that LangChain4j sets are not used: {@link ModelCall} bounds the
     * first token and the whole, and interrupts what is still under way then.
     */
    static final class Builder implements HttpClientBuilder {

        private final int connections;
        private final Duration connectTimeout;
        private final Duration readTimeout;

        Builder(ModelTimeouts timeouts, ModelLimits limits) {
            this.connections = limits.concurrency();
            this.connectTimeout = timeouts.connect();
            this.readTimeout = timeouts.total();
        }

        @Override
        public Duration connectTimeout() {
            return connectTimeout;
        }

        /** LangChain4j knows one timeout for everything; ours was given to the constructor. */
        @Override
        public HttpClientBuilder connectTimeout(Duration ignored) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return readTimeout;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration ignored) {
            return this;
        }

        @Override
        public HttpClient build() {
            return new ProviderHttp(
                    OutboundHttp.interrupted(connections, connectTimeout, readTimeout));
        }
    }
}
