package dev.repartee.bench.drill.ledger;

/**
 * A broken promise.
 *
 * @param promise which one
 * @param about the message or conversation
 * @param detail what was seen instead
 */
public record Violation(Promise promise, String about, String detail) {

    /** The promises that a drill watches, by the names of the table's columns. */
    public enum Promise {
        /** P1 and P4: what was accepted has an end and is stored. */
        LOST,
        /** P3: one effect. */
        TWICE,
        /** P2: in the order of the log. */
        ORDER,
        /** The inside agrees with the outside, and each answer belongs to its question. */
        AGREEMENT,
        /** P6: once it is healed the system recovers by itself. */
        RECOVERY
    }

    @Override
    public String toString() {
        return promise + " " + about + ": " + detail;
    }
}
