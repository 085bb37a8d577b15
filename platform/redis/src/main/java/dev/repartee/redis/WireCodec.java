package dev.repartee.redis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link Push} and {@link Signal} as UTF-8 JSON. The same message always gives the same bytes;
 * unknown fields are ignored, and numbers and flags that are absent are 0 and false, so that
 * processes of two releases understand each other.
 */
final class WireCodec {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .addMixIn(ChatResult.class, TypedResult.class)
                    .addMixIn(UserKey.class, TextualUserKey.class)
                    .build();

    private WireCodec() {}

    static byte[] encode(Push push) {
        return MAPPER.writerFor(Push.class).writeValueAsBytes(push);
    }

    static byte[] encode(Signal signal) {
        return MAPPER.writerFor(Signal.class).writeValueAsBytes(signal);
    }

    static Push push(byte[] bytes) {
        return read(bytes, Push.class);
    }

    static Signal signal(byte[] bytes) {
        return read(bytes, Signal.class);
    }

    private static <T> T read(byte[] bytes, Class<T> type) {
        try {
            T message = MAPPER.readValue(bytes, type);
            if (message == null) {
                throw new ReparteeException(ErrorCode.MALFORMED_EVENT, "no message");
            }
            return message;
        } catch (JacksonException e) {
            throw new ReparteeException(
                    ErrorCode.MALFORMED_EVENT,
                    "no " + type.getSimpleName() + ": " + e.getOriginalMessage(),
                    e);
        }
    }

    /** A result carries the word that its record's headers have on the log. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ChatResult.Replied.class, name = "replied"),
        @JsonSubTypes.Type(value = ChatResult.Analysed.class, name = "analysed"),
        @JsonSubTypes.Type(value = ChatResult.Parked.class, name = "parked"),
        @JsonSubTypes.Type(value = ChatResult.Expired.class, name = "expired"),
        @JsonSubTypes.Type(value = ChatResult.Resend.class, name = "resend")
    })
    private interface TypedResult {}

    /** A user is written as the record key. */
    private abstract static class TextualUserKey {

        @JsonCreator
        static UserKey parse(String text) {
            throw new UnsupportedOperationException();
        }

        @JsonValue
        @Override
        public abstract String toString();
    }
}
