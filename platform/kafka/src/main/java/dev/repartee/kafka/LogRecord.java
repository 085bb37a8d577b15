package dev.repartee.kafka;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.EventCodec;
import java.time.Instant;

/**
 * One record as a handler sees it.
 *
 * @param coordinates where it lies
 * @param appendedAt the broker's append time
 * @param key the record key, {@code tenant:user}; do not change the array
 * @param value the payload; do not change the array
 * @param headers what it says of itself
 * @param attempt from 1; counts the retries of this process
 * @param redelivered whether an earlier owner of the partition may have begun it (it lay within
 *     reach of an unfinished commit when the partition was assigned); only then is it worth asking
 *     whether it was finished
 */
public record LogRecord(
        Coordinates coordinates,
        Instant appendedAt,
        byte[] key,
        byte[] value,
        EventHeaders headers,
        int attempt,
        boolean redelivered) {

    /** Where the event first lay: a replayed dead letter keeps its first coordinates. */
    public Coordinates origin() {
        EventHeaders.Replay replay = headers.replay();
        return replay == null ? coordinates : replay.origin();
    }

    /**
     * Parses the payload.
     *
     * @throws ReparteeException when it is malformed or of an unknown version; such a record parks
     */
    public <E extends Event> E event(Class<E> expected) {
        return EventCodec.decode(headers, value, expected);
    }
}
