package dev.repartee.kafka.cluster;

import dev.repartee.contract.Coordinates;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record as it lies in the log, nothing parsed.
 *
 * @param coordinates where it lies
 * @param appendedAt the broker's append time
 * @param key do not change the array
 * @param value do not change the array
 * @param headers the last value of each name
 */
public record RawRecord(
        Coordinates coordinates,
        Instant appendedAt,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Map<String, byte[]> headers) {}
