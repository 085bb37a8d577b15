package dev.repartee.control;

import dev.repartee.contract.ErrorCode;
import java.time.Duration;

/** A refusal that ends by itself. It becomes an answer with {@code Retry-After}. */
public final class RetryLater extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final Duration after;

    /**
     * @param detail what was too much, for the caller's eyes
     * @param after when to try again; told in whole seconds, rounded up
     */
    public RetryLater(ErrorCode code, String detail, Duration after) {
        super(detail);
        this.code = code;
        this.after = after;
    }

    /** The stable code. */
    public ErrorCode code() {
        return code;
    }

    /** What {@code Retry-After} says. */
    public long seconds() {
        return Math.max(1, after.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
