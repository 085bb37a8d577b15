package dev.repartee.bench.drill.ledger;

import java.util.Optional;

/** The terminal states of promise P4, as clients read them. */
public enum End {
    REPLIED,
    ANALYSED,
    PARKED,
    EXPIRED;

    /** The state of that word; empty for {@code open} and for what is no state. */
    public static Optional<End> of(String word) {
        return switch (word) {
            case "replied" -> Optional.of(REPLIED);
            case "analysed" -> Optional.of(ANALYSED);
            case "parked" -> Optional.of(PARKED);
            case "expired" -> Optional.of(EXPIRED);
            case String other -> Optional.empty();
        };
    }
}
