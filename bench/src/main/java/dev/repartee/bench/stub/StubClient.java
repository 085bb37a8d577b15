package dev.repartee.bench.stub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Steers a {@link StubServer} in another process, and reads its counts. Thread-safe. */
public final class StubClient implements AutoCloseable {

    private final URI url;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param url what the server printed
     */
    public StubClient(URI url) {
        this.url = url;
    }

    public StubBehaviour behaviour() {
        return BehaviourJson.behaviour(send(request("/stub/behaviour").GET()));
    }

    /** Changes how calls that come from now on are answered. */
    public void behaviour(StubBehaviour changed) {
        send(
                request("/stub/behaviour")
                        .POST(BodyPublishers.ofByteArray(BehaviourJson.write(changed))));
    }

    public StubCounts counts() {
        return BehaviourJson.counts(send(request("/stub/counts").GET()));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path));
    }

    private byte[] send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response =
                    client.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        "The stub answered "
                                + response.statusCode()
                                + ": "
                                + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the stub", e);
        }
    }
}
