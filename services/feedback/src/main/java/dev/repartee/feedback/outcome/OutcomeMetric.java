package dev.repartee.feedback.outcome;

import java.util.Locale;

/** What a test is judged by. */
public enum OutcomeMetric {
    /** Share of thumbs that are up. */
    THUMBS_UP(true, true),
    /** Share of replies that offer or call a person. */
    HANDOVER(true, false),
    /**
     * Share of conversations, quiet for half an hour, in which every message was answered without
     * offering a person and nobody gave a thumb down.
     */
    RESOLUTION(true, true),
    /** From the acceptance of a message to its result, in milliseconds. */
    LATENCY_MS(false, false),
    /** Cost of a reply in the deployment's currency. */
    COST(false, false);

    private final boolean share;
    private final boolean moreIsBetter;

    OutcomeMetric(boolean share, boolean moreIsBetter) {
        this.share = share;
        this.moreIsBetter = moreIsBetter;
    }

    /** Whether it is a share between 0 and 1. */
    boolean share() {
        return share;
    }

    /** Whether a larger value is the better one. */
    boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
