package dev.repartee.verification.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Speaks HTTP to a gateway as a business's server would. */
public final class ApiClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofMinutes(1))
                    .build();

    private final URI gateway;
    private final String bearer;

    public ApiClient(URI gateway, String bearer) {
        this.gateway = gateway;
        this.bearer = bearer;
    }

    /** Somebody who shows no credential. */
    public static ApiClient anonymous(URI gateway) {
        return new ApiClient(gateway, "");
    }

    /** What came back. */
    public record Answer(int status, JsonNode body, Map<String, List<String>> headers) {}

    public URI gateway() {
        return gateway;
    }

    public static ObjectNode message(String user, String requestId, String text) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("userId", user)
                .put("requestId", requestId)
                .put("text", text);
    }

    public Answer post(String path, JsonNode body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public Answer put(String path, JsonNode body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /**
     * Has a message accepted; after a 503, which promises nothing, it is sent again under its id,
     * as any client would.
     */
    public void accept(ObjectNode message) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .untilAsserted(
                        () -> {
                            Answer answer = post("/api/v1/messages", message);
                            if (answer.status() != 202) {
                                throw new AssertionError("not accepted: " + answer);
                            }
                        });
    }

    /** Has a message accepted and returns when it is replied to. */
    public void ask(String user, String requestId, String text) {
        accept(message(user, requestId, text));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> stored(user, requestId).path("status").asString("").equals("replied"));
    }

    /** The message as it stands now. */
    public JsonNode stored(String user, String requestId) {
        return get("/api/v1/messages/" + requestId + "?userId=" + user).body();
    }

    /** Sends a message and reads its events until the stream ends: {@code event data} a line. */
    public Stream<String> stream(JsonNode message) {
        try {
            HttpResponse<Stream<String>> response =
                    HTTP.send(
                            request("/api/v1/messages")
                                    .header("Content-Type", "application/json")
                                    .header("Accept", "text/event-stream")
                                    .POST(HttpRequest.BodyPublishers.ofString(message.toString()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofLines());
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A token for one user. */
    public String token(String user) {
        return post("/api/v1/tokens", JsonMapper.shared().createObjectNode().put("userId", user))
                .body()
                .path("token")
                .asString();
    }

    /** Any call; the body may be empty. */
    public Answer call(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                request(path).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofMinutes(1));
        return bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String body = response.body();
            JsonNode json =
                    body.isBlank() || !body.stripLeading().startsWith("{")
                            ? JsonMapper.shared().createObjectNode().put("raw", body)
                            : JsonMapper.shared().readTree(body);
            return new Answer(response.statusCode(), json, response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
