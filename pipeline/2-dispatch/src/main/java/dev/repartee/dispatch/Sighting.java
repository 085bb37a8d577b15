package dev.repartee.dispatch;

import dev.repartee.contract.Coordinates;

/** What an id that a client chose turns out to be. */
sealed interface Sighting {

    /** Seen for the first time, or again at the same place after a crash: to be processed. */
    record First() implements Sighting {}

    /**
     * Its request lies elsewhere already.
     *
     * @param first where
     * @param sameText whether the text is the same
     */
    record Duplicate(Coordinates first, boolean sameText) implements Sighting {}
}
