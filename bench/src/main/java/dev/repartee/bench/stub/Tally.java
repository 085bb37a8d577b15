package dev.repartee.bench.stub;

import java.util.concurrent.atomic.AtomicLong;

/** Counts calls; written by the event loop alone, read by anyone. */
final class Tally {

    enum Event {
        CALL,
        ANSWERED,
        ERROR,
        REFUSED,
        HUNG,
        TRICKLED,
        ABANDONED
    }

    private final AtomicLong[] counts = new AtomicLong[Event.values().length];

    Tally() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new AtomicLong();
        }
    }

    void count(Event event) {
        AtomicLong count = counts[event.ordinal()];
        count.lazySet(count.getPlain() + 1);
    }

    /** Consistent when it is read on the event loop. */
    StubCounts counts() {
        long calls = of(Event.CALL);
        long ended = of(Event.ANSWERED) + of(Event.ERROR) + of(Event.REFUSED) + of(Event.ABANDONED);
        return new StubCounts(
                calls,
                of(Event.ANSWERED),
                of(Event.ERROR),
                of(Event.REFUSED),
                of(Event.HUNG),
                of(Event.TRICKLED),
                of(Event.ABANDONED),
                Math.max(0, calls - ended));
    }

    private long of(Event event) {
        return counts[event.ordinal()].get();
    }
}
