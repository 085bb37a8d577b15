package dev.repartee.bench.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One tenant's way to the HTTP API, through one gateway. Thread-safe. */
public final class Api implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;
    private final String key;

    public Api(URI gateway, String key) {
        this.gateway = gateway;
        this.key = key;
    }

    /** What came back. */
    public record Reply(int status, String body) {}

    /** The tenant's API key. */
    public String key() {
        return key;
    }

    /** The answer, whatever its status. */
    public Reply get(String path) {
        return send("GET", path, null);
    }

    /** The answer, whatever its status. */
    public Reply post(String path, String json) {
        return send("POST", path, json);
    }

    /**
     * Puts JSON.
     *
     * @throws IllegalStateException when it is refused
     */
    public void put(String path, String json) {
        Reply reply = send("PUT", path, json);
        if (reply.status() / 100 != 2) {
            throw new IllegalStateException(path + " answered " + reply);
        }
    }

    /**
     * Puts an assistant under its id; gateways learn of it within a second or so.
     *
     * @throws IllegalStateException when it is refused
     */
    public void putAssistant(JsonNode assistant) {
        put("/api/v1/assistants/" + assistant.path("id").asString(), assistant.toString());
    }

    /**
     * Returns when the gateway knows an assistant.
     *
     * @throws IllegalStateException when it does not learn of it in time
     */
    public void awaitAssistant(String id) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!get("/api/v1/models").body().contains('"' + id + '"')) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the gateway does not learn of " + id);
            }
            pause();
        }
    }

    /** Gives up what is still under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    private Reply send(String method, String path, @Nullable String json) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + key)
                        .method(
                                method,
                                json == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " was not answered", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
