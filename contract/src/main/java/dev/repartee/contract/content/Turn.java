package dev.repartee.contract.content;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One turn of a conversation as the model sees it.
 *
 * @param role who spoke
 * @param text what was said
 */
public record Turn(Role role, String text) {

    /** Who spoke. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT;

        /** The word in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads the word in JSON. */
        @JsonCreator
        public static Role of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
