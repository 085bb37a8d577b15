package dev.repartee.inference.analysis;

import dev.repartee.contract.content.Nlu;
import dev.repartee.inference.model.BreakerSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An external service that understands messages: {@code POST {text, language}}. Bounded in calls at
 * once, in time and in the size of its answers; a breaker keeps a dead one from costing time.
 */
public final class HttpAnalyser implements Analyser, AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long LONGEST_ANSWER = 256 * 1024;

    private final AnalyserConfig config;
    private final URI url;
    private final Clock clock;
    private final HttpClient client;
    private final CircuitBreaker breaker;
    private final Semaphore inFlight;
    private final Semaphore connections;
    private final AnalyserMetrics metrics;

    /** One attempt's outcome. */
    private sealed interface Attempt {
        record Understood(Nlu nlu) implements Attempt {}

        /** Worth another try. */
        record Failed(String cause) implements Attempt {}

        /** The service refuses this very message. */
        record Refused() implements Attempt {}
    }

    /**
     * @param config with a url
     * @throws IllegalArgumentException when the url is missing
     */
    public HttpAnalyser(AnalyserConfig config, MeterRegistry meters, Clock clock) {
        this(config, config.breaker(), meters, clock);
    }

    HttpAnalyser(
            AnalyserConfig config, BreakerSettings settings, MeterRegistry meters, Clock clock) {
        if (config.url() == null) {
            throw new IllegalArgumentException("the external analyser needs a url");
        }
        this.config = config;
        this.url = config.url();
        this.clock = clock;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(config.timeout())
                        .version(
                                "https".equals(url.getScheme())
                                        ? HttpClient.Version.HTTP_2
                                        : HttpClient.Version.HTTP_1_1)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
        this.breaker = settings.breaker("nlp-api", clock, thrown -> true);
        this.inFlight = new Semaphore(config.inFlight());
        this.connections = new Semaphore(config.connections());
        this.metrics = new AnalyserMetrics(meters, breaker, inFlight, config.inFlight());
    }

    @Override
    public Optional<Nlu> analyse(Question question) throws InterruptedException {
        if (!acquire(inFlight, question.deadline())) {
            metrics.error("busy");
            return Optional.empty();
        }
        try {
            return tryUntilUnderstood(question);
        } finally {
            inFlight.release();
        }
    }

    private Optional<Nlu> tryUntilUnderstood(Question question) throws InterruptedException {
        Iterator<Duration> pauses = config.pauses().iterator();
        while (true) {
            if (!breaker.tryAcquirePermission()) {
                metrics.error("breaker_open");
                return Optional.empty();
            }
            switch (attempt(question)) {
                case Attempt.Understood(Nlu nlu) -> {
                    return Optional.of(nlu);
                }
                case Attempt.Refused() -> {
                    metrics.error("refused");
                    return Optional.empty();
                }
                case Attempt.Failed(String cause) -> metrics.error(cause);
            }
            if (!pauses.hasNext() || !pause(pauses.next(), question.deadline())) {
                return Optional.empty();
            }
        }
    }

    private boolean pause(Duration pause, Instant deadline) throws InterruptedException {
        if (clock.instant().plus(pause).isAfter(deadline)) {
            return false;
        }
        Thread.sleep(pause);
        return true;
    }

    private Attempt attempt(Question question) throws InterruptedException {
        long start = System.nanoTime();
        Attempt attempt = null;
        try {
            attempt = post(question);
            return attempt;
        } finally {
            long nanos = System.nanoTime() - start;
            metrics.took(nanos);
            switch (attempt) {
                case null -> breaker.releasePermission();
                case Attempt.Understood _, Attempt.Refused _ ->
                        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
                case Attempt.Failed(String cause) ->
                        breaker.onError(nanos, TimeUnit.NANOSECONDS, new IOException(cause));
            }
        }
    }

    private Attempt post(Question question) throws InterruptedException {
        long deadline = System.nanoTime() + config.timeout().toNanos();
        if (!connections.tryAcquire(config.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
            return new Attempt.Failed("busy");
        }
        CompletableFuture<HttpResponse<byte[]>> call = null;
        try {
            call =
                    client.sendAsync(
                            request(question),
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
            long left = Math.max(0, deadline - System.nanoTime());
            return read(call.get(left, TimeUnit.NANOSECONDS), question);
        } catch (TimeoutException e) {
            return new Attempt.Failed("timeout");
        } catch (ExecutionException e) {
            return new Attempt.Failed(
                    e.getCause() instanceof java.net.http.HttpTimeoutException
                            ? "timeout"
                            : "unreachable");
        } finally {
            if (call != null) {
                call.cancel(true);
            }
            connections.release();
        }
    }

    private Attempt read(HttpResponse<byte[]> response, Question question) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return NlpAnswer.read(response.body(), question.text())
                    .<Attempt>map(Attempt.Understood::new)
                    .orElseGet(() -> new Attempt.Failed("bad_answer"));
        }
        return status >= 500 || status == 429 || status == 408 || status == 401 || status == 403
                ? new Attempt.Failed("status_" + status)
                : new Attempt.Refused();
    }

    private HttpRequest request(Question question) {
        byte[] body =
                MAPPER.writeValueAsBytes(
                        Map.of("text", question.text(), "language", question.language()));
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(url)
                        .timeout(config.timeout())
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofByteArray(body));
        if (config.apiKey() != null) {
            builder.header("Authorization", "Bearer " + config.apiKey().value());
        }
        return builder.build();
    }

    private boolean acquire(Semaphore permits, Instant deadline) throws InterruptedException {
        long millis = Duration.between(clock.instant(), deadline).toMillis();
        return permits.tryAcquire(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
