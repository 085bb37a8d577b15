package dev.repartee.training.store;

import java.util.Locale;

/** How far a training is. */
public enum RunState {
    /** Waits for its turn. */
    QUEUED,
    /** A worker is at it. */
    RUNNING,
    /** Its model is stored. */
    SUCCEEDED,
    /** It made no model; what was in service stays there. */
    FAILED,
    /** Somebody ended it. */
    CANCELLED;

    /** As it is stored and answered. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
