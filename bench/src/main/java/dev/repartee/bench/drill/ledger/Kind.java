package dev.repartee.bench.drill.ledger;

/** What a message asks of the system, and so what must come of it. */
public enum Kind {
    /** Answered by the model. */
    MODEL,
    /** Answered by a rule, over the fast path when nothing earlier is under way. */
    RULE,
    /** Analysed and stored; nothing is sent back. */
    OBSERVED
}
