package dev.repartee.knowledge.vector;

import dev.repartee.runtime.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a service of the operator's is reached.
 *
 * @param baseUrl http or https; paths are appended to it
 * @param model which model is asked; empty where there is no choice
 * @param apiKey null when it wants none
 * @param timeout for one call
 * @param attempts how often a call is tried that may succeed later, 1 to 10
 */
public record Endpoint(
        URI baseUrl, String model, @Nullable Secret apiKey, Duration timeout, int attempts) {

    public Endpoint {
        boolean web = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
        if (!web || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("baseUrl must be of http or https");
        }
        if (!timeout.isPositive() || attempts < 1 || attempts > 10) {
            throw new IllegalArgumentException(
                    "timeout must be positive, attempts must be 1 to 10");
        }
    }
}
