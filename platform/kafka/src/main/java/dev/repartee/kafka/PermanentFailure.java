package dev.repartee.kafka;

import dev.repartee.contract.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Thrown by a handler when no retry can help: the record parks at once. */
public final class PermanentFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /**
     * @param detail for an operator; no message text
     */
    public PermanentFailure(ErrorCode code, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    /** Why. */
    public ErrorCode code() {
        return code;
    }
}
