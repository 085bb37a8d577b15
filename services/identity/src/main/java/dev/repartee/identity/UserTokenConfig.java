package dev.repartee.identity;

import java.time.Duration;

/**
 * How user tokens are made and which are believed.
 *
 * @param issuer the {@code iss} claim
 * @param audience the {@code aud} claim
 * @param defaultLifetime when the caller names none
 * @param longestLifetime the most a caller may ask for; a retired key verifies this much longer
 * @param clockSkew how far ahead the clock of the process that signed may be; nothing is added to
 *     the expiry
 * @param cacheSize how many verified tokens are remembered, so that a signature is checked once and
 *     not per request
 */
public record UserTokenConfig(
        String issuer,
        String audience,
        Duration defaultLifetime,
        Duration longestLifetime,
        Duration clockSkew,
        int cacheSize) {

    public UserTokenConfig {
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("issuer and audience must not be empty");
        }
        if (!defaultLifetime.isPositive() || longestLifetime.compareTo(defaultLifetime) < 0) {
            throw new IllegalArgumentException(
                    "0 < defaultLifetime <= longestLifetime must hold, not "
                            + defaultLifetime
                            + " and "
                            + longestLifetime);
        }
        if (clockSkew.isNegative() || cacheSize < 1) {
            throw new IllegalArgumentException("clockSkew >= 0 and cacheSize >= 1 must hold");
        }
    }

    /** 15 minutes by default, 24 hours at most. */
    public static UserTokenConfig defaults() {
        return new UserTokenConfig(
                "repartee",
                "repartee-gateway",
                Duration.ofMinutes(15),
                Duration.ofHours(24),
                Duration.ofSeconds(30),
                50_000);
    }
}
