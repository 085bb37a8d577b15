package dev.repartee.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.content.PreparedReply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Turns events into the bytes of a record's value and back: UTF-8 JSON, absent fields left out,
 * times in ISO 8601.
 *
 * <p>The one place that knows how a value is written, so that a tenant may one day choose text
 * encrypted in the log. Thread-safe.
 */
public final class EventCodec {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .annotationIntrospector(new RequiredParts())
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Instant.class, new InstantWriter())
                                    .addDeserializer(Instant.class, new InstantReader()))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private EventCodec() {}

    /** The value of the record that carries the event. */
    public static byte[] encode(Event event) {
        return MAPPER.writeValueAsBytes(event);
    }

    /**
     * Reads a record's value.
     *
     * @throws ReparteeException with {@link ErrorCode#UNKNOWN_EVENT_VERSION} for a version newer
     *     than this build, with {@link ErrorCode#MALFORMED_EVENT} for an unknown type or a value
     *     that does not have the event's form
     */
    public static Event decode(EventHeaders headers, byte[] value) {
        EventType type = EventType.of(headers.type());
        if (headers.version() < 1 || headers.version() > type.version()) {
            throw new ReparteeException(
                    ErrorCode.UNKNOWN_EVENT_VERSION,
                    "event '"
                            + type.word()
                            + "' has version "
                            + headers.version()
                            + ", this build reads 1 to "
                            + type.version());
        }
        return read(value, type.payload(), "'" + type.word() + "' event");
    }

    /** Reads a record's value and expects one kind of event, as the topic's catalogue promises. */
    public static <E extends Event> E decode(
            EventHeaders headers, byte[] value, Class<E> expected) {
        Event event = decode(headers, value);
        if (!expected.isInstance(event)) {
            throw new ReparteeException(
                    ErrorCode.MALFORMED_EVENT,
                    "event '" + headers.type() + "' does not belong on this topic");
        }
        return expected.cast(event);
    }

    /** The bytes of a reply that a cache keeps, see {@link ReplyCacheKey}. */
    public static byte[] encodeReply(PreparedReply reply) {
        return MAPPER.writeValueAsBytes(reply);
    }

    /**
     * Reads what {@link #encodeReply} wrote.
     *
     * @throws ReparteeException with {@link ErrorCode#MALFORMED_EVENT} when the bytes are not of
     *     that form
     */
    public static PreparedReply decodeReply(byte[] value) {
        return read(value, PreparedReply.class, "cached reply");
    }

    /** The bytes of a turn that a conversation's context keeps, before encryption. */
    public static byte[] encodeTurn(RememberedTurn turn) {
        return MAPPER.writeValueAsBytes(turn);
    }

    /**
     * Reads what {@link #encodeTurn} wrote.
     *
     * @throws ReparteeException with {@link ErrorCode#MALFORMED_EVENT} when the bytes are not of
     *     that form
     */
    public static RememberedTurn decodeTurn(byte[] value) {
        return read(value, RememberedTurn.class, "remembered turn");
    }

    private static <T> T read(byte[] value, Class<T> type, String what) {
        T read;
        try {
            read = MAPPER.readValue(value, type);
        } catch (JacksonException e) {
            throw malformed(what, e.getOriginalMessage(), e);
        }
        if (read == null) {
            throw malformed(what, "it is null", null);
        }
        return read;
    }

    private static ReparteeException malformed(String what, String why, @Nullable Exception cause) {
        return new ReparteeException(
                ErrorCode.MALFORMED_EVENT, "the value is no " + what + ": " + why, cause);
    }
}
