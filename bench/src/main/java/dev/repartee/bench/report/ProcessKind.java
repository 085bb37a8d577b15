package dev.repartee.bench.report;

/** Whose cost a process is. */
public enum ProcessKind {
    /** A role of Repartee: what the CPU per message and its ratio to the floor are about. */
    SYSTEM("system"),
    /** Kafka, PostgreSQL, Redis. */
    ENGINE("engine"),
    /** The load generator and the stub of the model, which a real deployment does not have. */
    INSTRUMENT("instrument");

    private final String label;

    ProcessKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
