package dev.repartee.kafka;

/**
 * What a stage does with one record. Runs on a virtual thread of the record's lane, so it may
 * block.
 */
@FunctionalInterface
public interface RecordHandler {

    /**
     * Handles one record. Records of a lane come one after the other: the next one when this call
     * has returned (not when a {@link Disposition.Later} has completed).
     *
     * @throws PermanentFailure parks the record at once
     * @throws dev.repartee.contract.ReparteeException parks it when its code is not retryable, else
     *     retries it
     * @throws Exception retries it in its lane with backoff, then parks it
     */
    Disposition handle(LogRecord record) throws Exception;
}
