package dev.repartee.privacy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long what was said is kept.
 *
 * @param messageDays for tenants that chose nothing, 8 days at least; absent for ever
 * @param every how often what is too old is looked for
 */
public record RetentionConfig(@Nullable Integer messageDays, Duration every) {

    public RetentionConfig {
        if (messageDays != null
                && (messageDays < Retention.FEWEST_DAYS || messageDays > Retention.MOST_DAYS)) {
            throw new IllegalArgumentException(
                    "messageDays must be %d to %d"
                            .formatted(Retention.FEWEST_DAYS, Retention.MOST_DAYS));
        }
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("every must be at least a second");
        }
    }

    /** For ever, unless a tenant chooses; looked for each hour. */
    public static RetentionConfig defaults() {
        return new RetentionConfig(null, Duration.ofHours(1));
    }
}
