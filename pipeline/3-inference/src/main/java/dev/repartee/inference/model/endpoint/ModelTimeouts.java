package dev.repartee.inference.model.endpoint;

import java.time.Duration;

/**
 * How patient a call is.
 *
 * @param connect until the connection stands
 * @param firstToken from the call to the first token
 * @param total from the call to the last token
 */
public record ModelTimeouts(Duration connect, Duration firstToken, Duration total) {

    /** 5 s, 20 s and 90 s. */
    public static final ModelTimeouts DEFAULT =
            new ModelTimeouts(
                    Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(90));

    /** {@link #DEFAULT}, for configuration that names only some. */
    public static ModelTimeouts defaults() {
        return DEFAULT;
    }

    public ModelTimeouts {
        if (!connect.isPositive()
                || firstToken.compareTo(connect) < 0
                || total.compareTo(firstToken) < 0) {
            throw new IllegalArgumentException(
                    "a model's timeouts must be positive, with connect <= firstToken <= total");
        }
    }
}
