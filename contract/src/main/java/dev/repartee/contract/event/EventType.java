package dev.repartee.contract.event;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The word and the version that a record's headers carry for each kind of event. */
public enum EventType {
    REQUEST("request", 1, ChatRequest.class),
    WORK("work", 1, InferenceWork.class),
    REPLIED("replied", 1, ChatResult.Replied.class),
    ANALYSED("analysed", 1, ChatResult.Analysed.class),
    PARKED("parked", 1, ChatResult.Parked.class),
    EXPIRED("expired", 1, ChatResult.Expired.class),
    RESEND("resend", 1, ChatResult.Resend.class),
    DELIVERY("delivery", 1, DeliveryStatus.class),
    NOTE("note", 1, ConversationNote.class),
    TRAFFIC("traffic", 1, TrafficEvent.class);

    private static final Map<String, EventType> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::word, Function.identity()));

    private final String word;
    private final int version;
    private final Class<? extends Event> payload;

    EventType(String word, int version, Class<? extends Event> payload) {
        this.word = word;
        this.version = version;
        this.payload = payload;
    }

    /** The value of the {@code type} header. */
    public String word() {
        return word;
    }

    /** The newest version that this build writes and reads. */
    public int version() {
        return version;
    }

    /** The record that carries it. */
    public Class<? extends Event> payload() {
        return payload;
    }

    /** Whether this is one of a request's terminal states (promise P4). */
    public boolean terminal() {
        return switch (this) {
            case REPLIED, ANALYSED, PARKED, EXPIRED -> true;
            case REQUEST, WORK, RESEND, DELIVERY, NOTE, TRAFFIC -> false;
        };
    }

    /**
     * @throws ReparteeException with {@link ErrorCode#MALFORMED_EVENT} for an unknown word
     */
    public static EventType of(String word) {
        EventType type = BY_WORD.get(word);
        if (type == null) {
            throw new ReparteeException(
                    ErrorCode.MALFORMED_EVENT, "unknown event type '" + word + "'");
        }
        return type;
    }
}
