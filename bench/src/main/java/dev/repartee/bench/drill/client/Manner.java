package dev.repartee.bench.drill.client;

/** How a user's device behaves. */
public enum Manner {
    /** Reads, acknowledges, stays. */
    POLITE,
    /** Is gone without a word as soon as a reply begins to stream, and comes back seconds later. */
    VANISHING,
    /** Reads and never acknowledges. */
    SILENT
}
