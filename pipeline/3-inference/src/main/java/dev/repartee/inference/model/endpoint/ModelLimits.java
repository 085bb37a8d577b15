package dev.repartee.inference.model.endpoint;

import java.time.Duration;

/**
 * How much one endpoint may be asked at once.
 *
 * @param concurrency most calls at once
 * @param waiting most conversations that wait for their turn at this endpoint; the next one gets
 *     the fallback reply, so that a slow endpoint can not hold every lane
 * @param patience how long a conversation waits for its turn at most
 * @param maxTokens upper bound of a reply's tokens, whatever an assistant wants
 * @param attempts how often a call is made while nothing has come back yet, the first one included
 * @param window most tokens that the model takes, those of its answer included
 */
public record ModelLimits(
        int concurrency, int waiting, Duration patience, int maxTokens, int attempts, int window) {

    private static final int COMMON_WINDOW = 32_000;

    /** 64 calls, 256 waiting for 30 s at most, 4,096 tokens of 32,000, 3 attempts. */
    public static final ModelLimits DEFAULT =
            new ModelLimits(64, 256, Duration.ofSeconds(30), 4_096, 3, COMMON_WINDOW);

    /** Limits of a model with a window of 32,000 tokens. */
    public ModelLimits(
            int concurrency, int waiting, Duration patience, int maxTokens, int attempts) {
        this(concurrency, waiting, patience, maxTokens, attempts, COMMON_WINDOW);
    }

    /** {@link #DEFAULT}, for configuration that names only some. */
    public static ModelLimits defaults() {
        return DEFAULT;
    }

    public ModelLimits {
        if (concurrency < 1
                || waiting < 0
                || patience.isNegative()
                || maxTokens < 1
                || attempts < 1
                || window < 1) {
            throw new IllegalArgumentException(
                    "a model's concurrency, maxTokens, attempts and window must be positive,"
                            + " waiting and patience not negative");
        }
    }
}
