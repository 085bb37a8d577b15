package dev.repartee.app.chat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One attempt at a WebSocket; everything that it sees becomes a {@link ChatEvent}. */
final class ChatConnection {

    private final HttpClient client;
    private final Consumer<ChatEvent> events;
    private @Nullable WebSocket socket;

    ChatConnection(HttpClient client, Consumer<ChatEvent> events) {
        this.client = client;
        this.events = events;
    }

    /** Called by the event loop only, like {@link #send}. */
    void open(URI address, String token) {
        client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(address, new Listener())
                .whenComplete(
                        (opened, failure) -> {
                            if (failure != null) {
                                events.accept(
                                        new ChatEvent.Closed(
                                                refusal(failure), failure.getMessage()));
                            }
                        });
    }

    boolean send(String json) {
        if (socket == null) {
            return false;
        }
        try {
            socket.sendText(json, true).join();
            return true;
        } catch (RuntimeException gone) {
            return false;
        }
    }

    void opened(WebSocket opened) {
        socket = opened;
    }

    void forget() {
        if (socket != null) {
            socket.abort();
            socket = null;
        }
    }

    private static int refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WebSocketHandshakeException handshake) {
                int status = handshake.getResponse().statusCode();
                return status == 401 || status == 403 ? 4200 : 4100;
            }
        }
        return 4100;
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            ChatConnection.this.opened(opened);
            events.accept(new ChatEvent.Opened());
            opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                try {
                    events.accept(new ChatEvent.Frame(JsonMapper.shared().readTree(whole)));
                } catch (JacksonException e) {
                    events.accept(new ChatEvent.Closed(4100, "the server sent no JSON"));
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            events.accept(new ChatEvent.Closed(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            events.accept(new ChatEvent.Closed(4100, String.valueOf(failure.getMessage())));
        }
    }
}
