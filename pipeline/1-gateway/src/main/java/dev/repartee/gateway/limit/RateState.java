package dev.repartee.gateway.limit;

import java.time.Duration;

/**
 * What a bucket said.
 *
 * @param scope whose bucket: {@code user}, {@code tenant} or {@code address}
 * @param allowed whether the tokens were taken
 * @param rate the bucket's size and speed
 * @param remaining tokens left
 * @param reset until the bucket is full again
 * @param retryAfter until the refused tokens would be there; zero when allowed
 */
public record RateState(
        String scope,
        boolean allowed,
        Rate rate,
        long remaining,
        Duration reset,
        Duration retryAfter) {

    /** The one that says more: a refusal before an approval, then the emptier bucket. */
    RateState stricter(RateState other) {
        if (allowed != other.allowed) {
            return allowed ? other : this;
        }
        return remaining <= other.remaining ? this : other;
    }
}
