package dev.repartee.bench.drill.ledger;

/** Why a send brought no promise. */
public enum Refusal {
    /** 429: nothing was stored. */
    BUSY,
    /** 503: not promised. */
    UNAVAILABLE,
    /** The connection failed before there was an answer. */
    BROKEN
}
