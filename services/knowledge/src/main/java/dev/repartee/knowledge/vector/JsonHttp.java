package dev.repartee.knowledge.vector;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * Calls a service that speaks JSON. Overload, faults of the server and broken connections are tried
 * again with growing pauses, or those that the server asks for; what the server refuses is not.
 */
final class JsonHttp {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final int LONGEST_ANSWER = 64 << 20;

    private final Endpoint endpoint;
    private final Map<String, String> headers;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    JsonHttp(Endpoint endpoint, Map<String, String> headers) {
        this.endpoint = endpoint;
        this.headers = headers;
    }

    /** With the key as a bearer token, if there is one. */
    static JsonHttp bearer(Endpoint endpoint) {
        return new JsonHttp(
                endpoint,
                endpoint.apiKey() == null
                        ? Map.of()
                        : Map.of("Authorization", "Bearer " + endpoint.apiKey().value()));
    }

    JsonNode post(String path, JsonNode body) {
        return call("POST", path, body);
    }

    /**
     * @param path from the base URL on, with its slash
     */
    JsonNode call(String method, String path, @Nullable JsonNode body) {
        ReparteeException last = null;
        for (int attempt = 1; attempt <= endpoint.attempts(); attempt++) {
            long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << (attempt - 1));
            try {
                HttpResponse<InputStream> response =
                        client.send(
                                request(method, path, body),
                                HttpResponse.BodyHandlers.ofInputStream());
                int status = response.statusCode();
                try (InputStream content = response.body()) {
                    byte[] answer = content.readNBytes(LONGEST_ANSWER);
                    if (status / 100 == 2) {
                        return answer.length == 0
                                ? NullNode.getInstance()
                                : JsonMapper.shared().readTree(answer);
                    }
                }
                boolean later = status == 429 || status == 408 || status >= 500;
                last =
                        failure(
                                later ? ErrorCode.MODEL_UNAVAILABLE : ErrorCode.MODEL_REFUSED,
                                "answered with status " + status,
                                null);
                if (!later) {
                    throw last;
                }
                pause = asked(response, pause);
            } catch (HttpTimeoutException e) {
                last = failure(ErrorCode.MODEL_TIMEOUT, "did not answer in time", e);
            } catch (JacksonException e) {
                throw failure(ErrorCode.MODEL_REFUSED, "answered with something else than JSON", e);
            } catch (IOException e) {
                last = failure(ErrorCode.MODEL_UNAVAILABLE, "can't be reached", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failure(ErrorCode.MODEL_UNAVAILABLE, "was not waited for", e);
            }
            if (attempt < endpoint.attempts() && !sleep(pause)) {
                break;
            }
        }
        throw last == null ? failure(ErrorCode.MODEL_UNAVAILABLE, "was not called", null) : last;
    }

    private HttpRequest request(String method, String path, @Nullable JsonNode body) {
        String base = endpoint.baseUrl().toString().replaceFirst("(?<!/)/+$", "");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(endpoint.timeout())
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        return request.build();
    }

    private static long asked(HttpResponse<?> response, long otherwise) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,4}")
                ? Math.min(LONGEST_PAUSE_MILLIS, 1000L * Long.parseLong(seconds))
                : otherwise;
    }

    private static boolean sleep(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    ReparteeException failure(ErrorCode code, String what, @Nullable Throwable cause) {
        return new ReparteeException(code, endpoint.baseUrl().getHost() + " " + what, cause);
    }
}
