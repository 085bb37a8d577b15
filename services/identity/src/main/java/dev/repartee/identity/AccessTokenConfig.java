package dev.repartee.identity;

import java.time.Duration;

/**
 * How the access tokens of people who signed in are made, and which are believed.
 *
 * @param issuer the {@code iss} claim
 * @param audience the {@code aud} claim; never that of user tokens
 * @param lifetime how long one is worth something
 * @param clockSkew how far ahead the clock of the process that signed may be; nothing is added to
 *     the expiry
 * @param cacheSize how many verified tokens are remembered
 */
public record AccessTokenConfig(
        String issuer, String audience, Duration lifetime, Duration clockSkew, int cacheSize) {

    public AccessTokenConfig {
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("issuer and audience must not be empty");
        }
        if (!lifetime.isPositive() || lifetime.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("0 < lifetime <= 1 h must hold, not " + lifetime);
        }
        if (clockSkew.isNegative() || cacheSize < 1) {
            throw new IllegalArgumentException("clockSkew >= 0 and cacheSize >= 1 must hold");
        }
    }

    /** 15 minutes. */
    public static AccessTokenConfig defaults() {
        return new AccessTokenConfig(
                "repartee",
                "repartee-account",
                Duration.ofMinutes(15),
                Duration.ofSeconds(30),
                50_000);
    }
}
