package dev.repartee.kafka.consumer;

import dev.repartee.kafka.ledger.Held;

/** Who works on what lies on the {@link Bench}. */
interface Crew {

    /** Begins whatever may begin now; returns at once. */
    void dispatch();

    /** Begins the suspect, which has nothing else beside it; returns at once. */
    void beginAlone(Held suspect);
}
