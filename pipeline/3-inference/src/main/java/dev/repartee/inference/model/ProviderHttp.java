package dev.repartee.inference.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * LangChain4j's way to the network: the JDK's client, blocking on the caller's virtual thread, so
 * that interrupting the caller ends the request. Keeps what a server says about waiting, which
 * LangChain4j's own client drops.
 */
final class ProviderHttp implements HttpClient {

    private static final int LONGEST_ERROR = 16 * 1024;

    private final java.net.http.HttpClient client;

    ProviderHttp(java.net.http.HttpClient client) {
        this.client = client;
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
        HttpResponse<InputStream> response = send(request);
        try (InputStream body = response.body()) {
            return SuccessfulHttpResponse.builder()
                    .statusCode(response.statusCode())
                    .headers(response.headers().map())
                    .body(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        HttpResponse<InputStream> response;
        try {
            response = send(request);
        } catch (RuntimeException e) {
            listener.onError(e);
            return;
        }
        listener.onOpen(
                SuccessfulHttpResponse.builder()
                        .statusCode(response.statusCode())
                        .headers(response.headers().map())
                        .build());
        try (InputStream body = response.body()) {
            parser.parse(body, listener);
        } catch (IOException e) {
            listener.onError(new UncheckedIOException(e));
            return;
        }
        listener.onClose();
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        String body = request.body();
        builder.method(
                request.method().name(),
                body == null
                        ? java.net.http.HttpRequest.BodyPublishers.noBody()
                        : java.net.http.HttpRequest.BodyPublishers.ofString(body));
        try {
            HttpResponse<InputStream> response =
                    client.send(builder.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() / 100 != 2) {
                throw refused(response);
            }
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Refused refused(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            String text = new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
            return new Refused(
                    response.statusCode(),
                    text,
                    response.headers().firstValue("retry-after").flatMap(ProviderHttp::seconds));
        }
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
}
