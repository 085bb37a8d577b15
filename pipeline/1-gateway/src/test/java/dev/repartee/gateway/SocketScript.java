package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** A WebSocket client whose test reads as a script of sends and expectations. */
final class SocketScript implements WebSocket.Listener, AutoCloseable {

    private static final long SECONDS = 60;

    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;

    SocketScript(Harness gateway, String query, UnaryOperator<WebSocket.Builder> change) {
        socket =
                change.apply(client.newWebSocketBuilder())
                        .buildAsync(
                                URI.create(
                                        "ws://127.0.0.1:"
                                                + gateway.stage.port()
                                                + "/api/v1/ws"
                                                + query),
                                this)
                        .join();
    }

    static SocketScript open(Harness gateway, String user, String device) {
        return new SocketScript(
                gateway,
                "?userId=" + user + "&device=" + device,
                builder -> builder.header("Authorization", "Bearer " + gateway.apiKey));
    }

    SocketScript send(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    JsonNode expect(String type) {
        JsonNode frame = next();
        assertThat(frame.get("type").stringValue()).as(frame.toString()).isEqualTo(type);
        return frame;
    }

    JsonNode next() {
        try {
            JsonNode frame = frames.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(frame).as("a frame in time").isNotNull();
            return frame;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing came before the answer to a ping. */
    void expectNothingMore() {
        send("{\"type\":\"ping\"}");
        expect("pong");
    }

    int expectClosed() {
        return closed.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    WebSocket socket() {
        return socket;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(Harness.json(partial.toString()));
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
