package dev.repartee.embedded;

/**
 * An engine can't be brought into the wanted state; the message is one line that an operator can
 * act upon.
 */
public sealed class EngineException extends RuntimeException permits DataFolderException {
    private static final long serialVersionUID = 1L;

    EngineException(String message) {
        super(message);
    }

    EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
