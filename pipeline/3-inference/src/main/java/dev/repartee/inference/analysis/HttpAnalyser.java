package dev.repartee.inference.analysis;

import dev.repartee.contract.content.Nlu;
import dev.repartee.inference.http.OutboundHttp;
import dev.repartee.inference.model.BreakerSettings;
import dev.repartee.language.layered.Remark;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * An external service that understands messages: {@code POST {text, language}}. Bounded in calls at
 * once, in time and in the size of its answers; a breaker keeps a dead one from costing time.
 */
public final class HttpAnalyser implements Analyser, AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int LONGEST_ANSWER = 256 * 1024;

    private final AnalyserConfig config;
    private final URI url;
    private final Clock clock;
    private final OutboundHttp client;
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
        this.client = new OutboundHttp(config.connections(), config.timeout(), config.timeout());
        this.breaker = settings.breaker("nlp-api", clock, thrown -> true);
        this.inFlight = new Semaphore(config.inFlight());
        this.connections = new Semaphore(config.connections());
        this.metrics = new AnalyserMetrics(meters, breaker, inFlight, config.inFlight());
    }

    @Override
    public Optional<Nlu> analyse(Remark remark) throws InterruptedException {
        if (!acquire(inFlight, remark.deadline())) {
            metrics.error("busy");
            return Optional.empty();
        }
        try {
            return tryUntilUnderstood(remark);
        } finally {
            inFlight.release();
        }
    }

    private Optional<Nlu> tryUntilUnderstood(Remark remark) throws InterruptedException {
        Iterator<Duration> pauses = config.pauses().iterator();
        while (true) {
            if (!breaker.tryAcquirePermission()) {
                metrics.error("breaker_open");
                return Optional.empty();
            }
            switch (attempt(remark)) {
                case Attempt.Understood(Nlu nlu) -> {
                    return Optional.of(nlu);
                }
                case Attempt.Refused() -> {
                    metrics.error("refused");
                    return Optional.empty();
                }
                case Attempt.Failed(String cause) -> metrics.error(cause);
            }
            if (!pauses.hasNext() || !pause(pauses.next(), remark.deadline())) {
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

    private Attempt attempt(Remark remark) throws InterruptedException {
        long start = System.nanoTime();
        Attempt attempt = null;
        try {
            attempt = post(remark);
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

    private Attempt post(Remark remark) throws InterruptedException {
        long deadline = System.nanoTime() + config.timeout().toNanos();
        if (!connections.tryAcquire(config.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
            return new Attempt.Failed("busy");
        }
        try {
            return client.call(
                    request(remark),
                    response -> read(response, remark),
                    Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the analysis was given up");
            }
            return new Attempt.Failed(
                    System.nanoTime() >= deadline || e instanceof SocketTimeoutException
                            ? "timeout"
                            : "unreachable");
        } finally {
            connections.release();
        }
    }

    private static Attempt read(ClassicHttpResponse response, Remark remark) throws IOException {
        int status = response.getCode();
        byte[] body = body(response);
        if (status / 100 == 2) {
            return NlpAnswer.read(body, remark.text())
                    .<Attempt>map(Attempt.Understood::new)
                    .orElseGet(() -> new Attempt.Failed("bad_answer"));
        }
        return status >= 500 || status == 429 || status == 408 || status == 401 || status == 403
                ? new Attempt.Failed("status_" + status)
                : new Attempt.Refused();
    }

    private static byte[] body(ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null) {
            return new byte[0];
        }
        byte[] body = response.getEntity().getContent().readNBytes(LONGEST_ANSWER + 1);
        if (body.length > LONGEST_ANSWER) {
            throw new IOException("the answer is longer than " + LONGEST_ANSWER + " bytes");
        }
        return body;
    }

    private HttpPost request(Remark remark) {
        HttpPost request = new HttpPost(url);
        request.setEntity(
                new ByteArrayEntity(
                        MAPPER.writeValueAsBytes(
                                Map.of("text", remark.text(), "language", remark.language())),
                        ContentType.APPLICATION_JSON));
        request.setHeader("Accept", "application/json");
        if (config.apiKey() != null) {
            request.setHeader("Authorization", "Bearer " + config.apiKey().value());
        }
        return request;
    }

    private boolean acquire(Semaphore permits, Instant deadline) throws InterruptedException {
        long millis = Duration.between(clock.instant(), deadline).toMillis();
        return permits.tryAcquire(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        client.close();
    }
}
