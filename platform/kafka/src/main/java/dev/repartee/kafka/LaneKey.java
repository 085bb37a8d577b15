package dev.repartee.kafka;

import dev.repartee.contract.Mode;
import java.nio.charset.StandardCharsets;

/** Names the lane of a record: records of one lane and one partition run one after the other. */
@FunctionalInterface
public interface LaneKey {

    /** The lane; equal strings are the same lane. Must depend on nothing but the record. */
    String of(LogRecord record);

    /**
     * One lane per conversation. Observed messages are lanes of their own, for they have no reply
     * and so no order to keep; a record that names no conversation shares its user's lane.
     */
    static LaneKey conversation() {
        return record -> {
            if (record.headers().mode() == Mode.OBSERVE) {
                return "@" + record.coordinates().offset();
            }
            String key = new String(record.key(), StandardCharsets.UTF_8);
            String conversation = record.headers().conversation();
            return conversation == null ? key : key + ":" + conversation;
        };
    }

    /** One lane per record key, that is per user. */
    static LaneKey user() {
        return record -> new String(record.key(), StandardCharsets.UTF_8);
    }
}
