package dev.repartee.contract;

import java.util.Locale;

/**
 * Every failure that a caller can see. The name is stable: clients may branch on it.
 *
 * <p>WebSocket close codes: 4000 to 4099 say "reconnect", 4100 to 4199 "reconnect later, with
 * backoff", 4200 to 4299 "do not reconnect before something was changed".
 */
public enum ErrorCode {
    MALFORMED_JSON(Blame.CLIENT, false, 400, 0),
    INVALID_FIELD(Blame.CLIENT, false, 400, 0),
    INVALID_ID(Blame.CLIENT, false, 400, 0),
    INVALID_TEXT(Blame.CLIENT, false, 400, 0),
    TEXT_TOO_LONG(Blame.CLIENT, false, 400, 0),
    UNKNOWN_ASSISTANT(Blame.CLIENT, false, 404, 0),
    NOT_FOUND(Blame.CLIENT, false, 404, 0),
    METHOD_NOT_ALLOWED(Blame.CLIENT, false, 405, 0),
    UNAUTHENTICATED(Blame.CLIENT, false, 401, 4200),
    FORBIDDEN(Blame.CLIENT, false, 403, 4201),
    /** Who runs the platform has stopped the tenant. */
    TENANT_SUSPENDED(Blame.CLIENT, false, 403, 4204),
    /** Signed in, but the last proof of who is calling is too old for something dangerous. */
    STEP_UP_REQUIRED(Blame.CLIENT, true, 403, 0),
    ID_REUSED(Blame.CLIENT, false, 409, 0),
    CONVERSATION_CONFLICT(Blame.CLIENT, false, 409, 0),
    VERSION_CONFLICT(Blame.CLIENT, false, 409, 0),
    /** The tenant has all the assistants, documents, members or keys that it may have. */
    QUOTA_FULL(Blame.CLIENT, false, 409, 0),
    /** The message's user was erased after it was accepted: nothing of it may be used any more. */
    USER_ERASED(Blame.CLIENT, false, 410, 0),
    BODY_TOO_LARGE(Blame.CLIENT, false, 413, 4202),
    UNSUPPORTED_MEDIA_TYPE(Blame.CLIENT, false, 415, 0),
    PROTOCOL_VIOLATION(Blame.CLIENT, false, 400, 4203),
    RATE_LIMITED(Blame.OVERLOAD, true, 429, 4100),
    /** The tenant has sent all that it may send in this minute or on this day. */
    QUOTA_EXCEEDED(Blame.CLIENT, true, 429, 0),
    CONVERSATION_BUSY(Blame.OVERLOAD, true, 429, 0),
    OVERLOADED(Blame.OVERLOAD, true, 429, 4101),
    TOO_MANY_CONNECTIONS(Blame.OVERLOAD, true, 503, 4102),
    SLOW_CONSUMER(Blame.CLIENT, true, 503, 4000),
    GOING_AWAY(Blame.OVERLOAD, true, 503, 4001),
    IDLE_TIMEOUT(Blame.CLIENT, true, 408, 4002),
    TOKEN_EXPIRED(Blame.CLIENT, true, 401, 4003),
    LOG_UNAVAILABLE(Blame.DEPENDENCY, true, 503, 4103),
    STORE_UNAVAILABLE(Blame.DEPENDENCY, true, 503, 4104),
    /** An identity provider can't be reached, or does not say where its endpoints are. */
    PROVIDER_UNAVAILABLE(Blame.DEPENDENCY, true, 502, 0),
    MODEL_UNAVAILABLE(Blame.DEPENDENCY, true, 502, 0),
    MODEL_REFUSED(Blame.DEPENDENCY, false, 502, 0),
    MODEL_TIMEOUT(Blame.DEPENDENCY, true, 504, 0),
    REQUEST_PARKED(Blame.BUG, false, 500, 0),
    REQUEST_EXPIRED(Blame.OVERLOAD, true, 504, 0),
    UNKNOWN_EVENT_VERSION(Blame.BUG, false, 500, 0),
    MALFORMED_EVENT(Blame.BUG, false, 500, 0),
    KILLS_WORKER(Blame.BUG, false, 500, 0),
    INVALID_CONFIGURATION(Blame.CLIENT, false, 500, 0),
    INTERNAL(Blame.BUG, true, 500, 4105);

    /** Who has to act. */
    public enum Blame {
        /** The caller sent something wrong. */
        CLIENT,
        /** The system protects itself; the same call may succeed later. */
        OVERLOAD,
        /** Something that Repartee needs is not there. */
        DEPENDENCY,
        /** Repartee itself is wrong. */
        BUG
    }

    private final Blame blame;
    private final boolean retryable;
    private final int httpStatus;
    private final int closeCode;

    ErrorCode(Blame blame, boolean retryable, int httpStatus, int closeCode) {
        this.blame = blame;
        this.retryable = retryable;
        this.httpStatus = httpStatus;
        this.closeCode = closeCode;
    }

    /** The stable word in answers, for example {@code text_too_long}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Who has to act. */
    public Blame blame() {
        return blame;
    }

    /** Whether the same call, sent again with the same requestId, may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /** The HTTP status of an answer with this error. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The WebSocket close code, or 0 when the error leaves the connection open. */
    public int closeCode() {
        return closeCode;
    }
}
