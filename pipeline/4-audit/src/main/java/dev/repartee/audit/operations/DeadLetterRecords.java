package dev.repartee.audit.operations;

import dev.repartee.audit.operations.DeadLetter.Original;
import dev.repartee.audit.operations.DeadLetter.Settlement;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.kafka.cluster.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two kinds of records on a dead-letter topic: letters, written by the consumers, and marks,
 * which an operator's command leaves beside a letter to say what was done with it.
 */
final class DeadLetterRecords {

    /** Names, on a replayed record, the dead letter that it came from. */
    static final String REPLAY_LETTER = "replay.letter";

    private static final String LETTER = "dlq.";
    private static final String REPLAY = "replay.";
    private static final String SETTLES = LETTER + "settles";
    private static final String ACTION = LETTER + "action";

    private DeadLetterRecords() {}

    /** What was done with which letter. */
    record Mark(Coordinates letter, Settlement settlement) {}

    static Optional<Mark> mark(RawRecord record) {
        String letter = text(record, SETTLES);
        String action = text(record, ACTION);
        if (letter == null || action == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Mark(
                            Coordinates.parse(letter),
                            Settlement.valueOf(action.toUpperCase(Locale.ROOT))));
        } catch (IllegalArgumentException | ReparteeException e) {
            return Optional.empty();
        }
    }

    /** The headers of a mark on a letter. */
    static Map<String, byte[]> markHeaders(DeadLetter letter, Settlement how, Instant at) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        put(headers, SETTLES, letter.coordinates().toString());
        put(headers, ACTION, how.name().toLowerCase(Locale.ROOT));
        put(headers, LETTER + "at", at.toString());
        if (letter.requestId() != null) {
            put(headers, EventHeaders.REQUEST_ID, letter.requestId());
        }
        return headers;
    }

    /** Empty for a record that is no dead letter. */
    static Optional<DeadLetter> letter(RawRecord record) {
        String group = text(record, LETTER + "group");
        String source = text(record, LETTER + "coordinates");
        if (group == null || source == null) {
            return Optional.empty();
        }
        String origin = text(record, LETTER + "origin");
        try {
            return Optional.of(
                    new DeadLetter(
                            record.coordinates(),
                            Coordinates.parse(source),
                            Coordinates.parse(origin == null ? source : origin),
                            group,
                            orUnknown(text(record, LETTER + "cause")),
                            orUnknown(text(record, LETTER + "detail")),
                            attempts(text(record, LETTER + "attempts")),
                            at(record),
                            record.key() == null
                                    ? null
                                    : new String(record.key(), StandardCharsets.UTF_8),
                            text(record, EventHeaders.REQUEST_ID),
                            null,
                            new Original(record.key(), record.value(), originalHeaders(record))));
        } catch (ReparteeException e) {
            return Optional.empty();
        }
    }

    /** The headers with which a letter goes back to the group that gave it up. */
    static Map<String, byte[]> replayHeaders(DeadLetter letter) {
        Map<String, byte[]> headers = new LinkedHashMap<>(letter.record().headers());
        put(headers, EventHeaders.REPLAY_GROUP, letter.group());
        put(headers, EventHeaders.REPLAY_ORIGIN, letter.origin().toString());
        put(headers, REPLAY_LETTER, letter.coordinates().toString());
        return headers;
    }

    /** The dead letter that a replayed record came from. */
    static Optional<Coordinates> replayedLetter(RawRecord record) {
        String letter = text(record, REPLAY_LETTER);
        return letter == null ? Optional.empty() : Optional.of(Coordinates.parse(letter));
    }

    private static Map<String, byte[]> originalHeaders(RawRecord record) {
        Map<String, byte[]> headers = new LinkedHashMap<>(record.headers());
        headers.keySet().removeIf(name -> name.startsWith(LETTER) || name.startsWith(REPLAY));
        return headers;
    }

    private static Instant at(RawRecord record) {
        String at = text(record, LETTER + "at");
        try {
            return at == null ? record.appendedAt() : Instant.parse(at);
        } catch (DateTimeParseException e) {
            return record.appendedAt();
        }
    }

    private static int attempts(@Nullable String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String orUnknown(@Nullable String text) {
        return text == null ? "unknown" : text;
    }

    private static @Nullable String text(RawRecord record, String name) {
        byte[] value = record.headers().get(name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private static void put(Map<String, byte[]> headers, String name, String value) {
        headers.put(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
