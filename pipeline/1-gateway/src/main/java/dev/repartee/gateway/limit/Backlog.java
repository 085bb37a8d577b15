package dev.repartee.gateway.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** What the whole system holds unfinished, over all processes; a view that is refreshed. */
public interface Backlog {

    /**
     * One view.
     *
     * @param unfinished requests accepted and not finished
     * @param counted what the counter showed before this view was taken: all of those are in it
     * @param waited how long requests lately waited for a handler where they wait longest
     * @param at when it was taken
     */
    record View(long unfinished, long counted, Duration waited, Instant at) {

        /** Before anything was seen. */
        static final View NOTHING = new View(0, 0, Duration.ZERO, Instant.EPOCH);
    }

    /** The last complete view. */
    View view();

    /** Has a counter of accepted requests read before each view is taken. */
    void count(LongSupplier accepted);
}
