package dev.repartee.usage;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.time.Instant;

/**
 * Calls of one kind, added up.
 *
 * @param key of which kind
 * @param amount how much
 */
record UsageEntry(Key key, Amount amount) {

    /**
     * Of which kind calls are.
     *
     * @param hour its beginning
     */
    record Key(
            TenantId tenant,
            AssistantId assistant,
            String model,
            UsagePurpose purpose,
            Instant hour) {}

    /**
     * How much was used.
     *
     * @param costNanos in billionths of the currency
     */
    record Amount(long calls, long promptTokens, long completionTokens, long costNanos) {

        Amount plus(Amount other) {
            return new Amount(
                    calls + other.calls,
                    promptTokens + other.promptTokens,
                    completionTokens + other.completionTokens,
                    costNanos + other.costNanos);
        }
    }
}
