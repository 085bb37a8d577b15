package dev.repartee.contract.content;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a reply came from. */
public enum ReplySource {
    /** A model endpoint. */
    MODEL,
    /** The assistant's own knowledge, quoted. */
    KNOWLEDGE,
    /** A cached reply. */
    CACHE,
    /** A rule of the assistant. */
    RULE,
    /** The canned reply of a system that could not do better in time. */
    FALLBACK;

    /** The word in JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word in JSON. */
    @JsonCreator
    public static ReplySource of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
