package dev.repartee.transformer;

/**
 * A folder that holds no transformer that can be run; the message says what is wrong, and where.
 */
public final class UnusableModelException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnusableModelException(String message) {
        super(message);
    }

    public UnusableModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
