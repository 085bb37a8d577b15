package dev.repartee.knowledge;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.time.Duration;

/**
 * How much knowledge one process keeps at hand.
 *
 * @param maxIndexes most indexes in memory, at least 1; the one not used for longest goes first
 * @param retryPause how long a failed reload is not tried again while an older index serves
 */
public record KnowledgeConfig(int maxIndexes, Duration retryPause) {

    /**
     * @throws ReparteeException with {@code INVALID_CONFIGURATION}, naming the field
     */
    public KnowledgeConfig {
        if (maxIndexes < 1) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION, "knowledge.maxIndexes must be at least 1");
        }
        if (retryPause.isNegative()) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION, "knowledge.retryPause must not be negative");
        }
    }

    /** 200 indexes, retry after 5 s. */
    public static KnowledgeConfig defaults() {
        return new KnowledgeConfig(200, Duration.ofSeconds(5));
    }
}
