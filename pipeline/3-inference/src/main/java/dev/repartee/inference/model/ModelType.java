package dev.repartee.inference.model;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.util.Locale;

/** Which protocol an endpoint speaks. */
public enum ModelType {
    /** OpenAI's chat completions, spoken by many servers. */
    OPENAI,
    /** Anthropic's messages. */
    ANTHROPIC,
    /** Ollama's chat. */
    OLLAMA,
    /** Built in: answers from the assistant's documents, without key or network. */
    EXTRACTIVE;

    /** The word in configuration: the name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_CONFIGURATION} for another word
     */
    public static ModelType of(String word) {
        for (ModelType type : values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new ReparteeException(
                ErrorCode.INVALID_CONFIGURATION,
                "a model's type must be openai, anthropic, ollama or extractive, not '"
                        + word
                        + "'");
    }
}
