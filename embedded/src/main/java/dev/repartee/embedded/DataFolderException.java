package dev.repartee.embedded;

/** The data folder is in use by another process or can't be written to. */
public final class DataFolderException extends EngineException {
    private static final long serialVersionUID = 1L;

    DataFolderException(String message) {
        super(message);
    }

    DataFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
