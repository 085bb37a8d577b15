package dev.repartee.identity;

/** Encrypts small secrets under the master key before they are stored. */
public interface KeyWrap {

    /**
     * Encrypts.
     *
     * @param name what the secret is called; it must be given again to unwrap it
     */
    byte[] wrap(byte[] secret, String name);

    /**
     * Decrypts.
     *
     * @throws RuntimeException when the bytes or the name are not those of {@link #wrap}
     */
    byte[] unwrap(byte[] wrapped, String name);
}
