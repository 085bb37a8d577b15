package dev.repartee.crypto;

/** A ciphertext does not open with the key at hand. */
public final class UndecipherableException extends Exception {

    private static final long serialVersionUID = 1L;

    UndecipherableException(Throwable cause) {
        super("the ciphertext does not open with this key, for this user and field", cause);
    }
}
