package dev.repartee.identity.password;

/** A slow salted hash that names its own algorithm. Thread-safe. */
public interface PasswordHasher {

    /** The hash of a new password. */
    String hash(String password);

    /** Whether the hash is of that password; takes the same time for a right and a wrong one. */
    boolean matches(String password, String hash);

    /** Whether the hash should be made anew with today's algorithm. */
    boolean outdated(String hash);
}
