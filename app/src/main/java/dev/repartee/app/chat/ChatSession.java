package dev.repartee.app.chat;

import dev.repartee.contract.RequestId;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A conversation in the terminal. Messages that were not answered are sent again after a reconnect
 * under the same id, which is always safe (promise P3); replies are acknowledged and shown once.
 *
 * <p>One thread runs {@link #run}; all others only offer events.
 */
final class ChatSession {

    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_WAIT = Duration.ofSeconds(30);
    private static final int REMEMBERED_REPLIES = 1_000;

    private final URI address;
    private final Supplier<String> tokens;
    private final @Nullable String assistant;
    private final Transcript transcript;
    private final BlockingQueue<ChatEvent> events = new LinkedBlockingQueue<>();
    private final ChatConnection connection;
    private final Map<String, String> unanswered = new LinkedHashMap<>();
    private final Set<String> shown = new LinkedHashSet<>();
    private Duration retry = FIRST_RETRY;
    private boolean inputEnded;
    private boolean refused;

    /**
     * @param tokens gives a fresh user token for each attempt to connect
     */
    ChatSession(
            URI address,
            Supplier<String> tokens,
            @Nullable String assistant,
            Transcript transcript) {
        this.address = address;
        this.tokens = tokens;
        this.assistant = assistant;
        this.transcript = transcript;
        this.connection =
                new ChatConnection(
                        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build(),
                        events::add);
    }

    /** Offers something that happened outside, a typed line for example. Any thread. */
    void offer(ChatEvent event) {
        events.add(event);
    }

    /**
     * Runs until the input has ended and everything is answered, or the server refuses for good.
     */
    int run() throws InterruptedException {
        connect();
        while (!refused && !(inputEnded && unanswered.isEmpty())) {
            ChatEvent event =
                    inputEnded
                            ? events.poll(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                            : events.take();
            if (event == null) {
                transcript.note(unanswered.size() + " message(s) without an answer yet");
                return 1;
            }
            handle(event);
        }
        connection.forget();
        return refused ? 1 : 0;
    }

    private void handle(ChatEvent event) {
        switch (event) {
            case ChatEvent.Line line -> say(line.text());
            case ChatEvent.InputEnded ended -> inputEnded = true;
            case ChatEvent.Opened opened -> resume();
            case ChatEvent.Closed closed -> closed(closed);
            case ChatEvent.Frame frame -> frame(frame.json());
            case ChatEvent.Retry due -> connect();
        }
    }

    private void connect() {
        try {
            connection.open(address, tokens.get());
        } catch (RuntimeException e) {
            events.add(new ChatEvent.Closed(4100, String.valueOf(e.getMessage())));
        }
    }

    private void resume() {
        retry = FIRST_RETRY;
        unanswered.values().forEach(connection::send);
    }

    private void say(String text) {
        if (text.isBlank()) {
            return;
        }
        String id = RequestId.random(InstantSource.system()).value();
        ObjectNode frame =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("type", "message")
                        .put("requestId", id)
                        .put("text", text);
        if (assistant != null) {
            frame.put("assistantId", assistant);
        }
        unanswered.put(id, frame.toString());
        connection.send(frame.toString());
    }

    private void closed(ChatEvent.Closed closed) {
        connection.forget();
        if (closed.code() >= 4200 && closed.code() < 4300) {
            transcript.note("refused: " + closed.reason());
            refused = true;
            return;
        }
        transcript.note("connection lost, trying again in " + retry.toMillis() + " ms");
        CompletableFuture.delayedExecutor(retry.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> events.add(new ChatEvent.Retry()));
        retry =
                retry.multipliedBy(2).compareTo(LONGEST_RETRY) > 0
                        ? LONGEST_RETRY
                        : retry.multipliedBy(2);
    }

    private void frame(JsonNode frame) {
        String id = frame.path("requestId").asString("");
        switch (frame.path("type").asString("")) {
            case "delta" -> {
                if (isNext(id)) {
                    transcript.delta(frame);
                }
            }
            case "reply" -> finished(id, () -> transcript.reply(frame));
            case "status" -> finished(id, () -> transcript.note(frame.path("detail").asString("")));
            case "error" -> {
                transcript.note(frame.path("detail").asString(""));
                unanswered.remove(id);
            }
            case "drain" -> {
                connection.forget();
                events.add(new ChatEvent.Closed(4001, "the server asks to reconnect"));
            }
            default -> {
                // accepted, pong, and whatever a later server says: nothing to show
            }
        }
    }

    /** Only the oldest unanswered message streams; what comes early is shown whole at its turn. */
    private boolean isNext(String id) {
        return !unanswered.isEmpty() && unanswered.keySet().iterator().next().equals(id);
    }

    private void finished(String id, Runnable show) {
        if (shown.add(id)) {
            show.run();
        }
        if (shown.size() > REMEMBERED_REPLIES) {
            shown.remove(shown.iterator().next());
        }
        unanswered.remove(id);
        connection.send(
                JsonMapper.shared()
                        .createObjectNode()
                        .put("type", "ack")
                        .put("requestId", id)
                        .toString());
    }
}
