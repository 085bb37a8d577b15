package dev.repartee.inference.analysis;

import dev.repartee.inference.model.BreakerSettings;
import dev.repartee.runtime.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who analyses messages.
 *
 * @param url of the external service, or null for the local analyser
 * @param apiKey sent as a bearer token, or null
 * @param timeout of one attempt
 * @param pauses before each further attempt; as many attempts as pauses follow the first
 * @param inFlight most messages at the service at once, those between two attempts included
 * @param connections most requests on the wire at once
 */
public record AnalyserConfig(
        @Nullable URI url,
        @Nullable Secret apiKey,
        Duration timeout,
        List<Duration> pauses,
        int inFlight,
        int connections) {

    public AnalyserConfig {
        pauses = List.copyOf(pauses);
        if (timeout.toMillis() < 1 || inFlight < 1 || connections < 1) {
            throw new IllegalArgumentException(
                    "timeout, inFlight and connections must be positive");
        }
        if (pauses.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("pauses must not be negative");
        }
    }

    /** The local analyser; for an external one 300 ms, 100/200/400 ms, 2,500 and 500. */
    public static AnalyserConfig defaults() {
        return new AnalyserConfig(
                null,
                null,
                Duration.ofMillis(300),
                List.of(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400)),
                2_500,
                500);
    }

    /** When calls to the service stop. */
    BreakerSettings breaker() {
        return BreakerSettings.forConcurrency(inFlight);
    }
}
