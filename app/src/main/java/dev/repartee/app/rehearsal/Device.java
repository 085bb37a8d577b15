package dev.repartee.app.rehearsal;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A WebSocket of a user. One thread uses it; nothing on it takes longer than the patience. */
final class Device implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Scene scene;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> frames;

    private Device(Scene scene, WebSocket socket, BlockingQueue<JsonNode> frames) {
        this.scene = scene;
        this.socket = socket;
        this.frames = frames;
    }

    /**
     * @throws IllegalStateException when the gateway does not let it in
     */
    static Device connect(Scene scene, String user, String name) {
        BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
        URI address =
                URI.create(
                        "ws://%s/api/v1/ws?userId=%s&device=%s"
                                .formatted(scene.gateway().getAuthority(), user, name));
        try {
            WebSocket socket =
                    scene.http()
                            .newWebSocketBuilder()
                            .header("Authorization", scene.authorization())
                            .connectTimeout(scene.patience())
                            .buildAsync(address, new Frames(frames))
                            .join();
            return new Device(scene, socket, frames);
        } catch (CompletionException refused) {
            throw new IllegalStateException("can't connect " + user, refused.getCause());
        }
    }

    void say(String requestId, String assistant, String text) {
        send(
                JSON.createObjectNode()
                        .put("type", "message")
                        .put("requestId", requestId)
                        .put("assistantId", assistant)
                        .put("text", text));
    }

    void acknowledge(String requestId) {
        send(JSON.createObjectNode().put("type", "ack").put("requestId", requestId));
    }

    /**
     * The reply to a message; others, which came too late for their turn, are acknowledged on the
     * way.
     *
     * @throws IllegalStateException when it is refused, or no reply comes
     */
    JsonNode reply(String requestId) throws InterruptedException {
        while (true) {
            JsonNode frame = frames.poll(scene.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (frame == null) {
                throw new IllegalStateException("no reply to " + requestId);
            }
            boolean asked = frame.path("requestId").asString("").equals(requestId);
            String type = frame.path("type").asString("");
            if (type.equals("error") || asked && type.equals("status")) {
                throw new IllegalStateException(
                        "no reply to " + requestId + " but " + frame.path("code").asString(type));
            }
            if (asked && type.equals("reply")) {
                return frame;
            }
            acknowledgeIfOwed(frame);
        }
    }

    /** Takes what comes within a moment. */
    void listen(long millis) throws InterruptedException {
        JsonNode frame = frames.poll(millis, TimeUnit.MILLISECONDS);
        if (frame != null) {
            acknowledgeIfOwed(frame);
        }
    }

    /** At once: a client waits for every one of its connections when it is closed. */
    @Override
    public void close() {
        socket.abort();
    }

    private void acknowledgeIfOwed(JsonNode frame) {
        String type = frame.path("type").asString("");
        if (type.equals("reply") || type.equals("status")) {
            acknowledge(frame.path("requestId").asString(""));
        }
    }

    private void send(ObjectNode frame) {
        try {
            socket.sendText(frame.toString(), true)
                    .orTimeout(scene.patience().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException gone) {
            throw new IllegalStateException("the gateway does not listen", gone.getCause());
        }
    }

    /** Puts frames together. */
    private static final class Frames implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> frames;
        private final StringBuilder parts = new StringBuilder();

        Frames(BlockingQueue<JsonNode> frames) {
            this.frames = frames;
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                frames.add(JSON.readTree(parts.toString()));
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
