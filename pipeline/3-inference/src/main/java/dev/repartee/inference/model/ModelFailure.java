package dev.repartee.inference.model;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a model did not answer. Never carries what was asked or said. */
public final class ModelFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** No connection. */
        UNREACHABLE(true, true),
        /** No token in time. */
        FIRST_TOKEN_TIMEOUT(true, false),
        /** Not finished in time. */
        TOTAL_TIMEOUT(true, false),
        /** Asked too often. */
        RATE_LIMITED(true, true),
        /** The server failed. */
        SERVER_ERROR(true, true),
        /** The key was refused. */
        UNAUTHORISED(true, false),
        /** The endpoint does not have the model. */
        UNKNOWN_MODEL(true, false),
        /** The server refuses this very question: it speaks against nothing but the question. */
        REFUSED(false, false),
        /** The stream ended in the middle. */
        CUT(true, true),
        /** What came back is no answer. */
        BAD_ANSWER(true, true),
        /** The breaker is open: nobody was asked. */
        BREAKER_OPEN(false, false),
        /** Too many wait already: nobody was asked. */
        BUSY(false, false);

        private final boolean blamesEndpoint;
        private final boolean worthAnotherTry;

        Kind(boolean blamesEndpoint, boolean worthAnotherTry) {
            this.blamesEndpoint = blamesEndpoint;
            this.worthAnotherTry = worthAnotherTry;
        }

        /** The word in metrics: the name in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final boolean begun;
    private final transient @Nullable Duration retryAfter;

    /**
     * @param begun whether a token had come already
     * @param retryAfter how long the server asks to wait, or null
     */
    ModelFailure(
            Kind kind,
            boolean begun,
            @Nullable Duration retryAfter,
            String detail,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.kind = kind;
        this.begun = begun;
        this.retryAfter = retryAfter;
    }

    static ModelFailure of(Kind kind, String detail) {
        return new ModelFailure(kind, false, null, detail, null);
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** Whether it counts against the endpoint's breaker. */
    boolean blamesEndpoint() {
        return kind.blamesEndpoint;
    }

    /** Whether asking again is safe (nothing had come back) and may help. */
    boolean worthAnotherTry() {
        return kind.worthAnotherTry && !begun;
    }

    /** How long the server asks to wait, or null. */
    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
