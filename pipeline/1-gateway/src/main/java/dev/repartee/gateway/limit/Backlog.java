package dev.repartee.gateway.limit;

import java.util.function.LongSupplier;

/** What the whole system holds unfinished, over all processes; a view that is refreshed. */
public interface Backlog {

    /**
     * One view.
     *
     * @param unfinished requests accepted and not finished
     * @param counted what the counter showed before this view was taken: all of those are in it
     */
    record View(long unfinished, long counted) {}

    /** The last complete view. */
    View view();

    /** Has a counter of accepted requests read before each view is taken. */
    void count(LongSupplier accepted);
}
