package dev.repartee.contract;

import org.jspecify.annotations.Nullable;

/**
 * A failure with a stable code. It becomes an answer at the edges only (HTTP, WebSocket, dead
 * letter, command line).
 */
public final class ReparteeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /**
     * @param detail what was wrong and what to do, for the caller's eyes: never message text, never
     *     a secret
     */
    public ReparteeException(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    /**
     * @param detail what was wrong and what to do, for the caller's eyes: never message text, never
     *     a secret
     */
    public ReparteeException(ErrorCode code, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    /** The stable code. */
    public ErrorCode code() {
        return code;
    }
}
