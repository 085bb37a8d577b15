package dev.repartee.kafka;

import java.util.Collection;

/**
 * Told when partitions come and go, for a stage that keeps something in memory for each.
 *
 * <p>Called from the consumer's polling thread, one call at a time.
 */
public interface AssignmentListener {

    /** Nobody needs to know. */
    AssignmentListener NONE =
            new AssignmentListener() {
                @Override
                public void assigned(Collection<Integer> partitions) {}

                @Override
                public void revoked(Collection<Integer> partitions) {}
            };

    /**
     * Partitions were assigned; the commits of their earlier owners are fixed by now. Returns
     * before the first of their records reaches the handler. Must not throw.
     */
    void assigned(Collection<Integer> partitions);

    /**
     * Partitions are gone, orderly or lost; called when their handlers have finished or were given
     * up. One that was given up may still be running. May be told twice. Must not throw.
     */
    void revoked(Collection<Integer> partitions);
}
