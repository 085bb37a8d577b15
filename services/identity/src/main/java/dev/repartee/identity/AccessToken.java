package dev.repartee.identity;

import java.time.Instant;

/**
 * An access token that was just made.
 *
 * @param text the signed JWT
 * @param expiresAt from when on it is worth nothing
 */
public record AccessToken(String text, Instant expiresAt) {

    /** Without the token. */
    @Override
    public String toString() {
        return "AccessToken[expiresAt=" + expiresAt + "]";
    }
}
