package dev.repartee.bench.fuzz.check;

/** Assertions of checks. */
final class Claims {

    private Claims() {}

    static void that(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
