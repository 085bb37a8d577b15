package dev.repartee.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where a record lies in the log. Written {@code topic-partition@offset}.
 *
 * @param topic the topic's name
 * @param partition from 0
 * @param offset from 0
 */
public record Coordinates(String topic, int partition, long offset) {

    /** Reads {@code topic-partition@offset}; topic names may contain dashes. */
    @JsonCreator
    public static Coordinates parse(String text) {
        int at = text.lastIndexOf('@');
        int dash = text.lastIndexOf('-', at);
        if (dash < 1) {
            throw new ReparteeException(
                    ErrorCode.INVALID_ID, "coordinates must be topic-partition@offset");
        }
        try {
            return new Coordinates(
                    text.substring(0, dash),
                    Integer.parseInt(text.substring(dash + 1, at)),
                    Long.parseLong(text.substring(at + 1)));
        } catch (NumberFormatException e) {
            throw new ReparteeException(
                    ErrorCode.INVALID_ID, "coordinates must be topic-partition@offset", e);
        }
    }

    @JsonValue
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
