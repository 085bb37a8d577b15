package dev.repartee.bench.drill.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Creates the assistant and waits until the data plane knows it. */
final class Setup {

    private static final Duration KNOWN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private Setup() {}

    static void put(List<URI> gateways, String apiKey, ObjectNode assistant) {
        String id = assistant.path("id").asString();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> put =
                    send(
                            client,
                            request(gateways.getFirst(), "/api/v1/assistants/" + id, apiKey)
                                    .header("Content-Type", "application/json")
                                    .PUT(HttpRequest.BodyPublishers.ofString(assistant.toString()))
                                    .build());
            if (put.statusCode() / 100 != 2) {
                throw new IllegalStateException("the assistant was refused: " + put.body());
            }
            for (URI gateway : gateways) {
                awaitKnown(client, request(gateway, "/api/v1/models", apiKey).build(), id);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void awaitKnown(HttpClient client, HttpRequest models, String id)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + KNOWN.toNanos();
        while (!send(client, models).body().contains('"' + id + '"')) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the gateway does not learn of " + id);
            }
            Thread.sleep(POLL);
        }
    }

    private static HttpRequest.Builder request(URI gateway, String path, String apiKey) {
        return HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(KNOWN)
                .header("Authorization", "Bearer " + apiKey);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
