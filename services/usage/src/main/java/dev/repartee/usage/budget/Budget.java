package dev.repartee.usage.budget;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * How much models may cost. From a share of it on a cheaper model answers, if there is one; at the
 * end of it only the built-in one, which costs nothing.
 *
 * @param tenant who pays
 * @param assistant for which of its assistants, or null for all together
 * @param period for how long
 * @param limitNanos in billionths of the currency
 * @param cheaperAt from how many percent on the cheaper model answers, 1 to 100
 * @param cheaperModel an endpoint, or {@code endpoint/model}, or null for none
 */
public record Budget(
        TenantId tenant,
        @Nullable AssistantId assistant,
        Period period,
        long limitNanos,
        int cheaperAt,
        @Nullable String cheaperModel) {

    /** Whether it covers an assistant's calls. */
    boolean covers(AssistantId other) {
        return assistant == null || assistant.equals(other);
    }
}
