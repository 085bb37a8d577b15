package dev.repartee.contract;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of itself outside its payload, so that a group can skip what is not for it
 * without parsing.
 *
 * @param type the event's word, see {@link dev.repartee.contract.event.EventType}
 * @param version the event's version, from 1
 * @param mode who answers, or null where that has no meaning
 * @param tenant the business
 * @param requestId the message, or null where there is none
 * @param conversation the conversation, or null where there is none
 * @param replay set on a record that an operator sent again
 * @param traceparent W3C trace context, or null
 */
public record EventHeaders(
        String type,
        int version,
        @Nullable Mode mode,
        String tenant,
        @Nullable String requestId,
        @Nullable String conversation,
        @Nullable Replay replay,
        @Nullable String traceparent) {

    public static final String TYPE = "type";
    public static final String VERSION = "v";
    public static final String MODE = "mode";
    public static final String TENANT = "tenant";
    public static final String REQUEST_ID = "requestId";
    public static final String CONVERSATION = "conversation";
    public static final String REPLAY_GROUP = "replay.group";
    public static final String REPLAY_ORIGIN = "replay.origin";
    public static final String TRACEPARENT = "traceparent";

    /**
     * Marks a dead letter that came back: it is for one group only and keeps its first coordinates.
     *
     * @param group the consumer group that had parked it; every other group skips the record
     * @param origin where the record lay when it was first read
     */
    public record Replay(String group, Coordinates origin) {}

    /** The same headers with another trace context. */
    public EventHeaders withTraceparent(@Nullable String other) {
        return new EventHeaders(
                type, version, mode, tenant, requestId, conversation, replay, other);
    }

    /** The same headers, marked as a replay. */
    public EventHeaders withReplay(Replay other) {
        return new EventHeaders(
                type, version, mode, tenant, requestId, conversation, other, traceparent);
    }

    /** The headers as they go on the record, absent ones left out. */
    public Map<String, byte[]> toMap() {
        Map<String, byte[]> map = LinkedHashMap.newLinkedHashMap(9);
        put(map, TYPE, type);
        put(map, VERSION, Integer.toString(version));
        put(map, MODE, mode == null ? null : mode.word());
        put(map, TENANT, tenant);
        put(map, REQUEST_ID, requestId);
        put(map, CONVERSATION, conversation);
        if (replay != null) {
            put(map, REPLAY_GROUP, replay.group());
            put(map, REPLAY_ORIGIN, replay.origin().toString());
        }
        put(map, TRACEPARENT, traceparent);
        return map;
    }

    /**
     * Reads headers; unknown ones are ignored. A missing type or tenant, or a version that is no
     * number, is malformed.
     */
    public static EventHeaders of(Map<String, byte[]> map) {
        String type = text(map, TYPE);
        String version = text(map, VERSION);
        String tenant = text(map, TENANT);
        if (type == null || version == null || tenant == null) {
            throw new ReparteeException(
                    ErrorCode.MALFORMED_EVENT, "headers type, v and tenant are required");
        }
        String mode = text(map, MODE);
        String group = text(map, REPLAY_GROUP);
        String origin = text(map, REPLAY_ORIGIN);
        try {
            return new EventHeaders(
                    type,
                    Integer.parseInt(version),
                    mode == null ? null : Mode.of(mode),
                    tenant,
                    text(map, REQUEST_ID),
                    text(map, CONVERSATION),
                    group == null || origin == null
                            ? null
                            : new Replay(group, Coordinates.parse(origin)),
                    text(map, TRACEPARENT));
        } catch (NumberFormatException | ReparteeException e) {
            throw new ReparteeException(
                    ErrorCode.MALFORMED_EVENT,
                    "a header does not have its form: " + e.getMessage(),
                    e);
        }
    }

    private static void put(Map<String, byte[]> map, String name, @Nullable String value) {
        if (value != null) {
            map.put(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static @Nullable String text(Map<String, byte[]> map, String name) {
        byte[] value = map.get(name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}
