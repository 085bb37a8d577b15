package dev.repartee.runtime;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a process says about itself: alive, ready, measured. {@link OperationsServer} serves it on a
 * port of its own, and the gateway may serve the same on the public one.
 */
public final class Operations {
    public static final String JSON_TYPE = "application/json";
    public static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CONCURRENT_PROBES = 4;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final PrometheusMeterRegistry registry;
    private final List<ReadinessCheck> checks;
    private final Semaphore probes = new Semaphore(CONCURRENT_PROBES);

    public Operations(PrometheusMeterRegistry registry, List<ReadinessCheck> checks) {
        this.registry = registry;
        this.checks = List.copyOf(checks);
    }

    /**
     * Answering at all is the proof of life; whether to send traffic is what {@link #ready()} says.
     */
    public Answer health() {
        return new Answer(200, JSON_TYPE, JSON.writeValueAsString(Map.of("status", "alive")));
    }

    /**
     * 200 when every check passes, else 503; the body names each check and why it fails. Blocks for
     * the slowest.
     */
    public Answer ready() {
        Map<String, Readiness> results = readiness();
        boolean ready = results.values().stream().allMatch(Readiness.Ready.class::isInstance);
        Map<String, String> shown = new TreeMap<>();
        results.forEach(
                (name, readiness) ->
                        shown.put(
                                name,
                                switch (readiness) {
                                    case Readiness.Ready ignored -> "ready";
                                    case Readiness.NotReady(String reason) -> reason;
                                }));
        String body =
                JSON.writeValueAsString(
                        Map.of("status", ready ? "ready" : "not ready", "checks", shown));
        return new Answer(ready ? 200 : 503, JSON_TYPE, body);
    }

    public Answer metrics() {
        return new Answer(200, METRICS_TYPE, registry.scrape());
    }

    /** The outcome of every check, by name. */
    public Map<String, Readiness> readiness() {
        boolean admitted = false;
        try {
            admitted = probes.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            return admitted
                    ? runAll()
                    : Map.of("probes", Readiness.notReady("too many probes at once"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Map.of("probes", Readiness.notReady("interrupted"));
        } finally {
            if (admitted) {
                probes.release();
            }
        }
    }

    private Map<String, Readiness> runAll() throws InterruptedException {
        List<FutureTask<Readiness>> running = new ArrayList<>();
        for (ReadinessCheck check : checks) {
            FutureTask<Readiness> task = new FutureTask<>(check::check);
            Thread.ofVirtual().name("ready-" + check.name()).start(task);
            running.add(task);
        }
        long begun = System.nanoTime();
        Map<String, Readiness> results = new TreeMap<>();
        for (int index = 0; index < running.size(); index++) {
            ReadinessCheck check = checks.get(index);
            long left = check.timeout().toNanos() - (System.nanoTime() - begun);
            results.put(
                    check.name(), await(running.get(index), check.timeout(), Math.max(0, left)));
        }
        return results;
    }

    private static Readiness await(FutureTask<Readiness> task, Duration timeout, long nanosLeft)
            throws InterruptedException {
        try {
            return task.get(nanosLeft, TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            return Readiness.notReady("no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException failure) {
            return Readiness.notReady(failure.getCause().getClass().getSimpleName());
        } finally {
            task.cancel(true);
        }
    }

    /** An HTTP answer, independent of the server that gives it. */
    public record Answer(int status, String contentType, String body) {}
}
