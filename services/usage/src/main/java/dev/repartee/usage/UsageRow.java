package dev.repartee.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A row of a report.
 *
 * @param group what it is the sum of
 * @param calls answered by a model
 * @param promptTokens sent
 * @param completionTokens received
 * @param cost in the deployment's currency
 */
public record UsageRow(
        Group group, long calls, long promptTokens, long completionTokens, BigDecimal cost) {

    /**
     * What a row is the sum of; null where the report does not tell apart.
     *
     * @param day of UTC, as {@code 2026-01-31}
     */
    public record Group(
            @Nullable String day,
            @Nullable String assistant,
            @Nullable String model,
            @Nullable String purpose) {}
}
