package dev.repartee.knowledge.parsing;

import java.util.Locale;

/** Why a file could not be read. The word is stable: clients may branch on it. */
public enum ParseFailure {
    /** It is of a kind that can't be read, whatever it is called. */
    UNSUPPORTED,
    /** It is locked with a password or by rights management. */
    ENCRYPTED,
    /** It breaks the rules of its own format. */
    BROKEN,
    /** There is no text in it; a scan, perhaps. */
    EMPTY,
    /** It holds more than may be kept, or unpacks to more than its size explains. */
    TOO_LARGE,
    /** The tenant has all the documents that it may have. */
    QUOTA_FULL,
    /** It could not be fetched from where it should be. */
    UNREACHABLE,
    /** Reading took too long. */
    TIMEOUT,
    /** Reading took too much memory. */
    OUT_OF_MEMORY,
    /** The process that read it ended without an answer. */
    CRASHED;

    /** The word in answers, for example {@code too_large}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
