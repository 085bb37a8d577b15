package dev.repartee.messages.row;

import dev.repartee.contract.RequestId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The time in an id that is a UUID of version 7; a hint only, for clients may make such ids too.
 */
public final class UuidTime {

    private static final int TEXT_LENGTH = 36;
    private static final int VERSION = 7;

    private UuidTime() {}

    /** Returns the time, to the millisecond, or empty when the id is no such UUID. */
    public static Optional<Instant> of(RequestId id) {
        if (id.value().length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            UUID uuid = UUID.fromString(id.value());
            return uuid.version() == VERSION
                    ? Optional.of(Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
