package dev.repartee.app.rehearsal;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Leads users along every way that a message takes, for a while: replies of a model, of rules, of
 * documents and from the cache over WebSockets, observed messages over HTTP, second devices,
 * reconnects, history. While a start is recorded this shows the JVM which code messages run
 * through, so that a later process compiles it soon after its first messages instead of after its
 * first ten thousand.
 */
public final class Rehearsal {
    private static final int TALKS = 48;
    private static final int POSTINGS = 3;
    private static final int ONLOOKER_TO = 6;

    /** Half of all talks are with the model, whose way is the longest. */
    private static final List<Part> PARTS =
            List.of(Part.ASKS_MODEL, Part.ASKS_SHOP, Part.ASKS_MODEL, Part.REPEATS);

    private final URI gateway;
    private final String apiKey;
    private final Duration patience;

    /**
     * @param apiKey of the demo tenant
     * @param patience how long an answer may take
     */
    public Rehearsal(URI gateway, String apiKey, Duration patience) {
        this.gateway = gateway;
        this.apiKey = apiKey;
        this.patience = patience;
    }

    /**
     * Returns when the time is over.
     *
     * @return how many replies came
     * @throws IllegalStateException when one did not come, or something was refused
     */
    public int run(Duration length) throws InterruptedException {
        try (HttpClient http =
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .connectTimeout(patience)
                                .build();
                ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            Scene preparing = new Scene(gateway, apiKey, http, patience, System.nanoTime());
            Assistants.create(preparing);
            long end = System.nanoTime() + length.toNanos();
            Scene scene = new Scene(gateway, apiKey, http, patience, end);
            int replies = 0;
            for (Future<Integer> one : users.invokeAll(cast(scene))) {
                replies += one.get();
            }
            return replies;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the rehearsal failed", e.getCause());
        }
    }

    private static List<Callable<Integer>> cast(Scene scene) {
        List<Callable<Integer>> cast = new ArrayList<>();
        for (int i = 0; i < TALKS; i++) {
            String user = "rehearsal-" + i;
            cast.add(new Talk(scene, PARTS.get(i % PARTS.size()), user));
            if (i % ONLOOKER_TO == 0) {
                cast.add(new Onlooker(scene, user));
            }
        }
        for (int i = 0; i < POSTINGS; i++) {
            cast.add(new Posting(scene, "rehearsed-bot-" + i));
        }
        return cast;
    }
}
