package dev.repartee.knowledge.upload;

import java.util.Locale;

/** How far an uploaded file is. The word is stable: clients may branch on it. */
public enum DocumentState {
    /** It waits to be read. */
    QUEUED,
    /** It is being read. */
    PARSING,
    /** Its text is what the assistant answers from, or was. */
    READY,
    /** It could not be read; an older version stays in use. */
    FAILED;

    /** The word in answers and in the database, for example {@code queued}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DocumentState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
