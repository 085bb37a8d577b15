package dev.repartee.kafka;

/**
 * Told when a record parks, before its dead letter is written; dispatch and inference publish the
 * terminal state here.
 */
@FunctionalInterface
public interface ParkingListener {

    /** Nobody needs to know: the record's request keeps the result that it has. */
    ParkingListener NONE = parked -> {};

    /**
     * Must be safe to repeat. A throw is retried without end: a record is never dropped because
     * this failed.
     */
    void parking(ParkedRecord parked) throws Exception;
}
