package dev.repartee.identity.session;

import java.time.Duration;

/**
 * How long logins last.
 *
 * @param idle a login that is not used for so long ends
 * @param longest every login ends after this
 * @param fresh dangerous actions ask for a proof that is no older
 * @param perAccount most logins of one account at once; the oldest gives way
 */
public record LoginConfig(Duration idle, Duration longest, Duration fresh, int perAccount) {

    public LoginConfig {
        if (!idle.isPositive() || longest.compareTo(idle) < 0 || !fresh.isPositive()) {
            throw new IllegalArgumentException("0 < idle <= longest and 0 < fresh must hold");
        }
        if (perAccount < 1) {
            throw new IllegalArgumentException("perAccount must be at least 1");
        }
    }

    /** A week without use, thirty days at most, ten minutes for dangerous actions. */
    public static LoginConfig defaults() {
        return new LoginConfig(Duration.ofDays(7), Duration.ofDays(30), Duration.ofMinutes(10), 50);
    }
}
