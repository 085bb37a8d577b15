package dev.repartee.kafka.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Which records of a partition may have been begun before, and which may have killed their owners.
 *
 * <p>An owner that ends without letting go leaves an unclean mark. What it may have had in hand is
 * then suspected; what was in hand at two such ends runs alone (below {@code aloneEnd}); what was
 * alone in hand at two more kills workers. A mark proves nothing by itself, for a zombie, a pulled
 * plug and a {@code kill -9} leave the same one; only dying alone is held against a record.
 *
 * @param deaths unclean ends in a row that left records in hand
 * @param suspectEnd below it, an unfinished record may have been begun before
 * @param aloneEnd below it, an unfinished record must run alone
 * @param solo the record that runs, or last ran, alone, or null
 */
record Suspicion(int deaths, long suspectEnd, long aloneEnd, @Nullable Solo solo) {

    private static final int DEATHS_TO_ISOLATE = 2;

    /**
     * What a new owner suspects.
     *
     * @param end the end of the log: nothing above it can have been begun
     */
    static Suspicion inherited(CommitMetadata last, long position, long end) {
        long suspectEnd = Math.min(last.suspectEnd(), end);
        if (last.clean()) {
            return new Suspicion(last.deaths(), suspectEnd, position, inactive(last.solo(), 0));
        }
        long inHand = Math.min(last.reach(), end);
        int deaths = last.deaths() + (inHand > position ? 1 : 0);
        boolean isolate = inHand > position && deaths >= DEATHS_TO_ISOLATE;
        return new Suspicion(
                deaths,
                Math.max(suspectEnd, inHand),
                isolate ? Math.min(suspectEnd, inHand) : position,
                inactive(last.solo(), 1));
    }

    private static @Nullable Solo inactive(@Nullable Solo solo, int death) {
        if (solo == null) {
            return null;
        }
        int deaths = solo.deaths() + (solo.active() ? death : 0);
        return deaths == 0 ? null : new Solo(solo.offset(), deaths, false);
    }

    /** Once everything suspected is finished, the deaths are forgotten. */
    Suspicion passed(long position) {
        Solo remembered = solo == null || solo.offset() < position ? null : solo;
        return new Suspicion(position < suspectEnd ? deaths : 0, suspectEnd, aloneEnd, remembered);
    }

    /** The record is about to run alone. */
    Suspicion alone(long offset) {
        int before = solo != null && solo.offset() == offset ? solo.deaths() : 0;
        return new Suspicion(deaths, suspectEnd, aloneEnd, new Solo(offset, before, true));
    }

    /** The record that ran alone did not kill its worker. */
    Suspicion survived() {
        return new Suspicion(deaths, suspectEnd, aloneEnd, inactive(solo, 0));
    }

    /** Nothing needs to run alone. */
    Suspicion dismissed() {
        return new Suspicion(deaths, suspectEnd, Long.MIN_VALUE, inactive(solo, 0));
    }

    /** The record needs no memory any more. */
    Suspicion finished(long offset) {
        return solo == null || solo.offset() != offset
                ? this
                : new Suspicion(deaths, suspectEnd, aloneEnd, null);
    }

    boolean killsWorkers(long offset) {
        return solo != null && solo.offset() == offset && solo.killsWorkers();
    }
}
