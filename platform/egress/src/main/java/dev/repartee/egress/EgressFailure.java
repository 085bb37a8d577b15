package dev.repartee.egress;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was not made or not finished. The message may be shown to the tenant: it names neither
 * addresses nor what was sent or received.
 */
public final class EgressFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** The URL's form is not allowed. */
        REFUSED_URL,
        /** The host leads to an address that is not allowed. */
        REFUSED_ADDRESS,
        /** The host's name is not known. */
        UNKNOWN_HOST,
        /** No connection. */
        UNREACHABLE,
        /** Not finished in time. */
        TIMEOUT,
        /** The request or the answer is larger than allowed. */
        TOO_LARGE,
        /** Redirected too often, or to where a call may not go. */
        BAD_REDIRECT,
        /** The connection broke, or what came was no HTTP. */
        BROKEN;

        /** The word in metrics and audits: the name in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;

    EgressFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    EgressFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
