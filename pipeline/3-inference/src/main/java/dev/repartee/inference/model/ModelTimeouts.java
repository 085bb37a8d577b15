package dev.repartee.inference.model;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
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

    public ModelTimeouts {
        if (!connect.isPositive() || firstToken.compareTo(connect) < 0 || total.compareTo(firstToken) < 0) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "a model's timeouts must be positive, with connect <= firstToken <= total");
        }
    }
}
