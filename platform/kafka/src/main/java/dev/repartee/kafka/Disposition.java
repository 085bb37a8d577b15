package dev.repartee.kafka;

import java.util.concurrent.CompletionStage;

/** When a handled record counts as finished, so that the commit may pass it. */
public sealed interface Disposition {

    /** Finished: everything that it caused is durable. */
    record Done() implements Disposition {}

    /**
     * The lane may go on, but the record stays unfinished (and counts against the bound) until the
     * stage completes.
     *
     * @param completion completing normally finishes the record; exceptionally retries, then parks
     *     it, like a throw
     */
    record Later(CompletionStage<?> completion) implements Disposition {}

    /** Finished. */
    static Disposition done() {
        return new Done();
    }

    /** Unfinished until the stage completes. */
    static Disposition later(CompletionStage<?> completion) {
        return new Later(completion);
    }
}
