package dev.repartee.verification.system;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A user's device on the WebSocket; it remembers every frame and acknowledges replies if told to.
 */
public final class Device implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final AtomicInteger closeCode = new AtomicInteger();
    private final boolean acknowledges;
    private final WebSocket socket;

    private Device(URI gateway, String token, String name, boolean acknowledges) {
        this.acknowledges = acknowledges;
        this.socket =
                HTTP.newWebSocketBuilder()
                        .header("Authorization", "Bearer " + token)
                        .buildAsync(
                                URI.create(
                                        "ws://"
                                                + gateway.getAuthority()
                                                + "/api/v1/ws?device="
                                                + name),
                                new Listener())
                        .join();
    }

    /** Connects a device that acknowledges every reply at once. */
    public static Device connect(ApiClient client, String user, String name) {
        return new Device(client.gateway(), client.token(user), name, true);
    }

    /** Connects a device that never acknowledges. */
    public static Device silent(ApiClient client, String user, String name) {
        return new Device(client.gateway(), client.token(user), name, false);
    }

    /** Sends a message. */
    public void say(String requestId, String text) {
        send(
                JsonMapper.shared()
                        .createObjectNode()
                        .put("type", "message")
                        .put("requestId", requestId)
                        .put("text", text));
    }

    public void send(ObjectNode frame) {
        synchronized (socket) {
            socket.sendText(frame.toString(), true).join();
        }
    }

    /** The frames of one type so far. */
    public List<JsonNode> frames(String type) {
        return frames.stream()
                .filter(frame -> frame.path("type").asString("").equals(type))
                .toList();
    }

    /** The ids of the replies so far, as often as they came, in their order. */
    public List<String> replies() {
        return frames("reply").stream().map(frame -> frame.path("requestId").asString()).toList();
    }

    /** The ids of the replies as a person sees them: a client shows each once. */
    public List<String> shown() {
        return new ArrayList<>(new LinkedHashSet<>(replies()));
    }

    /** Waits for a frame. */
    public JsonNode awaitFrame(String type, Predicate<JsonNode> wanted, Duration limit) {
        await().atMost(limit).until(() -> frames(type).stream().anyMatch(wanted));
        return frames(type).stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Waits for the reply to a message. */
    public JsonNode reply(String requestId) {
        return awaitFrame(
                "reply",
                frame -> frame.path("requestId").asString("").equals(requestId),
                Duration.ofMinutes(2));
    }

    public int closeCode() {
        return closeCode.get();
    }

    /** Vanishes without a word. */
    public void vanish() {
        socket.abort();
    }

    @Override
    public String toString() {
        return frames.stream()
                .map(
                        frame ->
                                "%s %s %s"
                                        .formatted(
                                                frame.path("type").asString(""),
                                                frame.path("requestId").asString(""),
                                                frame.path("code").asString("")))
                .toList()
                .toString();
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye");
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode frame = JsonMapper.shared().readTree(text.toString());
                text.setLength(0);
                frames.add(frame);
                String type = frame.path("type").asString("");
                if (acknowledges && (type.equals("reply") || type.equals("status"))) {
                    ObjectNode ack =
                            JsonMapper.shared()
                                    .createObjectNode()
                                    .put("type", "ack")
                                    .put("requestId", frame.path("requestId").asString());
                    synchronized (from) {
                        from.sendText(ack.toString(), true);
                    }
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode.set(code);
            return null;
        }
    }
}
