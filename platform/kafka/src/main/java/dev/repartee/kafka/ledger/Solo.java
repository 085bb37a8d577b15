package dev.repartee.kafka.ledger;

/**
 * The record that runs, or last ran, with nothing else in its consumer's hands.
 *
 * @param offset where it lies
 * @param deaths how many owners died while it ran alone
 * @param active whether it runs alone now; an owner that ends uncleanly leaves this behind
 */
public record Solo(long offset, int deaths, boolean active) {

    /**
     * How many deaths alone it takes to park a record. One may be chance: the machine fails, or
     * someone kills the process, while a healthy record happens to be the one that runs.
     */
    public static final int DEATHS_TO_PARK = 2;

    boolean killsWorkers() {
        return deaths >= DEATHS_TO_PARK;
    }
}
