package dev.repartee.messages;

import org.jspecify.annotations.Nullable;

/** A batch holds something that can never be stored; the same without it may pass. */
public final class UnstorableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param detail for an operator; no message text
     */
    public UnstorableException(String detail, @Nullable Throwable cause) {
        super(detail, cause);
    }
}
