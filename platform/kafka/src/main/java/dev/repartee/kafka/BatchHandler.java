package dev.repartee.kafka;

import java.util.List;

/** What a stage that writes in bulk does with a whole poll. */
@FunctionalInterface
public interface BatchHandler {

    /**
     * Handles the records of one poll, in the order of each partition; returns when all of them are
     * durable.
     *
     * @throws PoisonedBatch names the records that can never succeed: they park, the rest is handed
     *     over again
     * @throws Exception the whole batch is tried again with backoff, without end; nothing is
     *     skipped
     */
    void handle(List<LogRecord> records) throws Exception;
}
