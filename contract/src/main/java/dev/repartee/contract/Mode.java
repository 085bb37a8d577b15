package dev.repartee.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who answers a message, and so what comes out of the pipeline for it. */
public enum Mode {
    /** The assistant answers; its reply is streamed, delivered and stored. */
    REPLY,
    /**
     * A person answers; the message is analysed and a reply is suggested, but nothing is sent to
     * the user.
     */
    ASSIST,
    /** Some other chatbot answers; the message is analysed and stored, nothing is sent back. */
    OBSERVE;

    /** The word in JSON and headers: the name in lower case. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} for another word
     */
    @JsonCreator
    public static Mode of(String word) {
        return switch (word) {
            case "reply" -> REPLY;
            case "assist" -> ASSIST;
            case "observe" -> OBSERVE;
            case String other ->
                    throw new ReparteeException(
                            ErrorCode.INVALID_FIELD,
                            "mode must be reply, assist or observe, not '" + other + "'");
        };
    }
}
