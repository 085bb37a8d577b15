package dev.repartee.inference.context;

import org.jspecify.annotations.Nullable;

/**
 * How the turns are summed up that do not fit a prompt any more.
 *
 * @param model an endpoint, or {@code endpoint/model}, that writes summaries; null to pick telling
 *     sentences instead, which costs nothing
 * @param tokens the longest summary
 * @param atOnce most summaries that are written at once; beyond that, sentences are picked
 */
public record SummaryConfig(@Nullable String model, int tokens, int atOnce) {

    public SummaryConfig {
        if (tokens < 20 || tokens > 4_000 || atOnce < 1) {
            throw new IllegalArgumentException(
                    "summaries have 20 to 4000 tokens, and at least one is written at once");
        }
    }

    /** Picked sentences of 200 tokens. */
    public static SummaryConfig defaults() {
        return new SummaryConfig(null, 200, 4);
    }
}
