package dev.repartee.usage;

import java.util.Locale;

/** What a model was asked for. */
public enum UsagePurpose {
    REPLY,
    /** A summary of the older turns of a conversation. */
    SUMMARY,
    /** The intent of a message that nothing else was sure of. */
    INTENT,
    /** Whether a text may be said. */
    MODERATION;

    /** The word in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
