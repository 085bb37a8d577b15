package dev.repartee.kafka;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import java.util.Map;

/** Thrown by a {@link BatchHandler} that met records which no retry can help. */
public final class PoisonedBatch extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Map<Coordinates, ErrorCode> poisoned;

    /**
     * @param poisoned which records, and why
     */
    public PoisonedBatch(Map<Coordinates, ErrorCode> poisoned) {
        super(poisoned.size() + " records can not be handled");
        this.poisoned = Map.copyOf(poisoned);
    }

    /** Which records, and why. */
    public Map<Coordinates, ErrorCode> poisoned() {
        return poisoned;
    }
}
