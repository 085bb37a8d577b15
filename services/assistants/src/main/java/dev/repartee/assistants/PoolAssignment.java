package dev.repartee.assistants;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which workers serve an assistant. A move takes effect partition by partition, once the old pool's
 * topic is finished up to the move; so the old pool stays known.
 *
 * @param pool the pool's name; empty for the common one
 * @param previousPool where the assistant was before, or null when it never moved
 * @param changedAt when it moved, by the clock of the process that stored the move, or null
 */
public record PoolAssignment(
        String pool, @Nullable String previousPool, @Nullable Instant changedAt) {

    /** The common pool. */
    public static final PoolAssignment COMMON = new PoolAssignment("", null, null);

    /** The assignment after a change of mind: unchanged when the pool is the same. */
    public PoolAssignment moveTo(String other, Instant now) {
        return other.equals(pool) ? this : new PoolAssignment(other, pool, now);
    }
}
