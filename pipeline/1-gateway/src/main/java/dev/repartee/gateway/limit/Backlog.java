package dev.repartee.gateway.limit;

import java.time.Instant;

/** What the whole system holds unfinished, over all processes; a view that is refreshed. */
public interface Backlog {

    /** Requests accepted and not finished, as of {@link #refreshedAt}. */
    long unfinished();

    /** When the view was last complete. */
    Instant refreshedAt();
}
