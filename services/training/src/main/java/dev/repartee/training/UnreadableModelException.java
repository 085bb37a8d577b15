package dev.repartee.training;

/** A stored model can't be read: its bytes are damaged, or of a format that this build lacks. */
final class UnreadableModelException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableModelException(String message) {
        super(message);
    }

    UnreadableModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
