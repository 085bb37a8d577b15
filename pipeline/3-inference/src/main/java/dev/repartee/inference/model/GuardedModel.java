package dev.repartee.inference.model;

import dev.repartee.inference.model.ModelFailure.Kind;
import dev.repartee.inference.model.endpoint.ModelEndpoint;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * An endpoint with everything that protects it and us: a bound on calls at once, a breaker, and
 * further tries while nothing has come back. Blocks the calling virtual thread. Thread-safe.
 */
public final class GuardedModel {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final ModelEndpoint endpoint;
    private final ModelCall call;
    private final Semaphore calls;
    private final CircuitBreaker breaker;
    private final ModelMetrics metrics;
    private final Clock clock;

    GuardedModel(
            ModelEndpoint endpoint, BreakerSettings settings, MeterRegistry meters, Clock clock) {
        this.endpoint = endpoint;
        this.call = new ModelCall(new Provider(endpoint), endpoint.timeouts());
        this.calls = new Semaphore(endpoint.limits().concurrency(), true);
        this.breaker =
                settings.breaker(
                        endpoint.name(),
                        clock,
                        thrown ->
                                thrown instanceof ModelFailure failure && failure.blamesEndpoint());
        this.metrics = new ModelMetrics(meters, endpoint.name());
        this.clock = clock;
        metrics.watch(breaker, calls, endpoint.limits().concurrency());
    }

    /** The most tokens that it takes, those of its answer included. */
    public int window() {
        return endpoint.limits().window();
    }

    /**
     * Asks until there is an answer, or no further try is safe or in time.
     *
     * @param deadline nothing is waited for beyond it
     * @throws ModelFailure why there is no answer
     */
    public ModelAnswer ask(Prompt prompt, Instant deadline, TokenListener listener)
            throws ModelFailure, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                ModelAnswer answer = askOnce(prompt, deadline, listener);
                metrics.answered(answer);
                return answer;
            } catch (ModelFailure failure) {
                metrics.failed(failure.kind());
                Duration pause = pause(attempt, failure);
                if (!failure.worthAnotherTry()
                        || attempt >= endpoint.limits().attempts()
                        || clock.instant().plus(pause).isAfter(deadline)) {
                    throw failure;
                }
                Thread.sleep(pause);
            }
        }
    }

    private ModelAnswer askOnce(Prompt prompt, Instant deadline, TokenListener listener)
            throws ModelFailure, InterruptedException {
        takeTurn(deadline);
        try {
            if (!breaker.tryAcquirePermission()) {
                throw ModelFailure.of(Kind.BREAKER_OPEN, "the endpoint failed too often");
            }
            long start = breaker.getCurrentTimestamp();
            try {
                Duration patience = Duration.between(clock.instant(), deadline);
                ModelAnswer answer = call.run(prompt, patience, listener);
                breaker.onSuccess(
                        breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
                return answer;
            } catch (ModelFailure failure) {
                breaker.onError(
                        breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), failure);
                throw failure;
            } catch (InterruptedException | RuntimeException e) {
                breaker.releasePermission();
                throw e;
            }
        } finally {
            calls.release();
        }
    }

    private void takeTurn(Instant deadline) throws ModelFailure, InterruptedException {
        if (calls.tryAcquire()) {
            return;
        }
        if (calls.getQueueLength() >= endpoint.limits().waiting()) {
            throw ModelFailure.of(Kind.BUSY, "too many conversations wait for the endpoint");
        }
        long patience =
                Math.min(
                        endpoint.limits().patience().toMillis(),
                        Duration.between(clock.instant(), deadline).toMillis());
        if (!calls.tryAcquire(Math.max(0, patience), TimeUnit.MILLISECONDS)) {
            throw ModelFailure.of(Kind.BUSY, "the endpoint had no turn in time");
        }
    }

    /** What the server asks for, else 250 ms doubling, the upper half of it by chance. */
    private static Duration pause(int attempt, ModelFailure failure) {
        Duration asked = failure.retryAfter();
        if (asked != null) {
            return asked;
        }
        long full = FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10);
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }
}
