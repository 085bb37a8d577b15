package dev.repartee.identity;

import java.time.Instant;

/**
 * A token that was just made.
 *
 * @param text the signed JWT
 * @param expiresAt from when on it is worth nothing
 */
public record UserToken(String text, Instant expiresAt) {

    /** Without the token. */
    @Override
    public String toString() {
        return "UserToken[expiresAt=" + expiresAt + "]";
    }
}
