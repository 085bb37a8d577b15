package dev.repartee.app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the demo assistant for a while. While a start is recorded this shows the JVM which code
 * messages run through, so that a later process compiles it soon after its first messages instead
 * of after its first ten thousand.
 */
final class Rehearsal {
    private static final int USERS = 32;
    private static final List<String> LINES =
            List.of(
                    "hello",
                    "When do you open on Saturday?",
                    "How much is it to rent a bicycle for a day, number %d?",
                    "Can I return my order no. %d?",
                    "Do you repair an electric bicycle, mail me at someone%d@example.com",
                    "thank you",
                    "¿Cuánto cuesta alquilar %d bicicletas?",
                    "Wie lange ist die Garantie für %d Räder?");

    private final URI gateway;
    private final String apiKey;
    private final Duration patience;
    private final long end;

    private Rehearsal(URI gateway, String apiKey, Duration length, Duration patience) {
        this.gateway = gateway;
        this.apiKey = apiKey;
        this.patience = patience;
        this.end = System.nanoTime() + length.toNanos();
    }

    /**
     * Returns when the time is over.
     *
     * @param patience how long a reply may take
     * @return how many replies came
     * @throws IllegalStateException when one did not come
     */
    static int run(URI gateway, String apiKey, Duration length, Duration patience)
            throws InterruptedException {
        Rehearsal rehearsal = new Rehearsal(gateway, apiKey, length, patience);
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> talks =
                    IntStream.range(0, USERS)
                            .mapToObj(user -> users.submit(() -> rehearsal.talk(client, user)))
                            .toList();
            int replies = 0;
            for (Future<Integer> talk : talks) {
                replies += talk.get();
            }
            return replies;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the rehearsal failed", e.getCause());
        }
    }

    private int talk(HttpClient client, int user) throws InterruptedException {
        BlockingQueue<String> replies = new LinkedBlockingQueue<>();
        WebSocket socket =
                client.newWebSocketBuilder()
                        .header("Authorization", "Bearer " + apiKey)
                        .buildAsync(
                                URI.create(
                                        "ws://%s/api/v1/ws?userId=rehearsal-%d"
                                                .formatted(gateway.getAuthority(), user)),
                                new Replies(replies))
                        .join();
        try {
            return talk(socket, replies);
        } finally {
            // The client's end waits for every connection.
            socket.abort();
        }
    }

    private int talk(WebSocket socket, BlockingQueue<String> replies) throws InterruptedException {
        int count = 0;
        while (System.nanoTime() < end) {
            String id = UUID.randomUUID().toString();
            String text = LINES.get(count % LINES.size()).formatted(count);
            say(
                    socket,
                    "{\"type\":\"message\",\"requestId\":\"%s\",\"text\":\"%s\"}"
                            .formatted(id, text));
            if (replies.poll(patience.toMillis(), TimeUnit.MILLISECONDS) == null) {
                throw new IllegalStateException("no reply to " + id);
            }
            say(socket, "{\"type\":\"ack\",\"requestId\":\"%s\"}".formatted(id));
            count++;
        }
        return count;
    }

    private static void say(WebSocket socket, String json) {
        socket.sendText(json, true).join();
    }

    /** Keeps the frames that are replies. */
    private static final class Replies implements WebSocket.Listener {
        private final BlockingQueue<String> replies;
        private final StringBuilder frame = new StringBuilder();

        Replies(BlockingQueue<String> replies) {
            this.replies = replies;
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                if (frame.indexOf("\"type\":\"reply\"") >= 0) {
                    replies.add(frame.toString());
                }
                frame.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
