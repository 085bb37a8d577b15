package dev.repartee.identity.password;

/** Passwords that are known to others already. Must answer within milliseconds. */
@FunctionalInterface
public interface BreachedPasswords {

    /** Knows none. */
    BreachedPasswords NONE = password -> false;

    /** Whether the password was seen in a breach. */
    boolean contains(String password);
}
