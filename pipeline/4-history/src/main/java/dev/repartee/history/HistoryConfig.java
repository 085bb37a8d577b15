package dev.repartee.history;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.time.Duration;

/**
 * How the history stage works.
 *
 * @param batchRecords most records that are stored at once
 * @param firstRetry pause after a batch was not stored; it doubles with each further failure
 * @param longestRetry the longest pause, and so the longest time by which the end of a database
 *     outage is noticed late
 * @param maintenance how often coming partitions are created and erasures repeated
 * @param maintenanceRetry how soon when that fails
 */
public record HistoryConfig(
        int batchRecords,
        Duration firstRetry,
        Duration longestRetry,
        Duration maintenance,
        Duration maintenanceRetry) {

    /**
     * @throws ReparteeException with {@code INVALID_CONFIGURATION}, naming the field
     */
    public HistoryConfig {
        if (batchRecords < 1) {
            throw invalid("batchRecords must be at least 1");
        }
        if (firstRetry.toMillis() < 1 || longestRetry.compareTo(firstRetry) < 0) {
            throw invalid("firstRetry must be positive and longestRetry not below it");
        }
        if (maintenance.toMillis() < 1 || maintenanceRetry.toMillis() < 1) {
            throw invalid("maintenance and maintenanceRetry must be positive");
        }
    }

    /** A thousand records at once; retries after 100 ms to 5 s; maintenance each hour. */
    public static HistoryConfig defaults() {
        return new HistoryConfig(
                1_000,
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofSeconds(10));
    }

    private static ReparteeException invalid(String detail) {
        return new ReparteeException(ErrorCode.INVALID_CONFIGURATION, "history: " + detail);
    }
}
