package dev.repartee.kafka.ledger;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.kafka.LogRecord;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came from the log, its headers read.
 *
 * @param coordinates where it lies
 * @param appendedAt the broker's append time
 * @param key empty when there is none
 * @param value empty when there is none
 * @param headers as they were read
 * @param event what the headers say; a stand-in when they are unreadable
 * @param verdict why it must park without being handled, or null
 */
public record ReadRecord(
        Coordinates coordinates,
        Instant appendedAt,
        byte[] key,
        byte[] value,
        Map<String, byte[]> headers,
        EventHeaders event,
        @Nullable Verdict verdict) {

    /** As a handler first sees it. */
    public LogRecord first(boolean redelivered) {
        return new LogRecord(coordinates, appendedAt, key, value, event, 1, redelivered);
    }
}
