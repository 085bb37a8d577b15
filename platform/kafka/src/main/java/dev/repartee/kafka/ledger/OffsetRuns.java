package dev.repartee.kafka.ledger;

import java.util.Arrays;

/**
 * A set of offsets, kept as its runs: {@code [from, to)}, ascending, neither touching nor
 * overlapping. Immutable.
 */
public final class OffsetRuns {

    /** No offsets. */
    public static final OffsetRuns NONE = new OffsetRuns(new long[0]);

    /** {@code from, to, from, to, ...} */
    private final long[] bounds;

    private OffsetRuns(long[] bounds) {
        this.bounds = bounds;
    }

    /** Whether the offset is in the set. */
    public boolean contains(long offset) {
        int found = Arrays.binarySearch(bounds, offset);
        int index = found >= 0 ? found : -found - 2;
        return index >= 0 && index % 2 == 0;
    }

    /** How many runs there are. */
    public int size() {
        return bounds.length / 2;
    }

    /** The first offset of a run. */
    public long from(int run) {
        return bounds[2 * run];
    }

    /** The first offset after a run. */
    public long to(int run) {
        return bounds[2 * run + 1];
    }

    /** The first offset after the last run; 0 when there is none. */
    public long end() {
        return bounds.length == 0 ? 0 : bounds[bounds.length - 1];
    }

    /** How many offsets there are. */
    public long count() {
        long count = 0;
        for (int run = 0; run < size(); run++) {
            count += to(run) - from(run);
        }
        return count;
    }

    /** The lowest runs, as many as given. */
    OffsetRuns lowest(int runs) {
        return runs >= size() ? this : new OffsetRuns(Arrays.copyOf(bounds, 2 * runs));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OffsetRuns runs && Arrays.equals(bounds, runs.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return Arrays.toString(bounds);
    }

    /** Collects runs in ascending order; runs that touch become one. Not thread-safe. */
    public static final class Builder {

        private long[] bounds = new long[16];
        private int length;

        /** Adds {@code [from, to)}; an empty run is ignored. */
        public Builder add(long from, long to) {
            if (to <= from) {
                return this;
            }
            if (length > 0 && from < bounds[length - 1]) {
                throw new IllegalArgumentException("runs must ascend");
            }
            if (length > 0 && from == bounds[length - 1]) {
                bounds[length - 1] = to;
                return this;
            }
            if (length == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * length);
            }
            bounds[length++] = from;
            bounds[length++] = to;
            return this;
        }

        /** The runs so far. */
        public OffsetRuns build() {
            return length == 0 ? NONE : new OffsetRuns(Arrays.copyOf(bounds, length));
        }
    }
}
