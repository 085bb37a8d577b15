package dev.repartee.inference.model;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * When calls to something that fails stop, and when they are tried again.
 *
 * @param failureRate percent of failures that opens the breaker
 * @param window over which failures are counted
 * @param leastCalls calls within the window below which nothing is concluded
 * @param pause after which it is half-open
 * @param trials calls let through while half-open: a tenth of what may run at once
 */
public record BreakerSettings(
        int failureRate, Duration window, int leastCalls, Duration pause, int trials) {

    public BreakerSettings {
        if (failureRate < 1
                || failureRate > 100
                || window.toSeconds() < 1
                || leastCalls < 1
                || pause.toMillis() < 1
                || trials < 1) {
            throw new IllegalArgumentException(
                    "a breaker needs 1 to 100 percent, a window of whole seconds,"
                            + " and positive calls, pause and trials");
        }
    }

    /** 50 % of at least 5 calls within 10 s; half-open after 30 s for a tenth of the calls. */
    public static BreakerSettings forConcurrency(int concurrency) {
        return new BreakerSettings(
                50,
                Duration.ofSeconds(10),
                5,
                Duration.ofSeconds(30),
                Math.max(1, concurrency / 10));
    }

    /**
     * A breaker with these settings.
     *
     * @param failure whether an exception speaks against what is called; others count as nothing
     */
    public CircuitBreaker breaker(String name, Clock clock, Predicate<Throwable> failure) {
        CircuitBreakerConfig config =
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
                        .slidingWindowSize(Math.toIntExact(window.toSeconds()))
                        .failureRateThreshold(failureRate)
                        .minimumNumberOfCalls(leastCalls)
                        .waitDurationInOpenState(pause)
                        .permittedNumberOfCallsInHalfOpenState(trials)
                        .ignoreException(failure.negate())
                        .clock(clock)
                        .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                        .writableStackTraceEnabled(false)
                        .build();
        return CircuitBreaker.of(name, config);
    }

    /** The state as a metric: 0 closed, 1 open, 2 half-open. */
    public static int code(CircuitBreaker breaker) {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> 0;
            case OPEN, FORCED_OPEN -> 1;
            case HALF_OPEN -> 2;
        };
    }
}
