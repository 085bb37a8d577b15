package dev.repartee.inference.model.endpoint;

/** Which protocol an endpoint speaks. */
public enum ModelType {
    /** OpenAI's chat completions, spoken by many servers. */
    OPENAI,
    /** Anthropic's messages. */
    ANTHROPIC,
    /** Ollama's chat. */
    OLLAMA,
    /** Built in: answers from the assistant's documents, without key or network. */
    EXTRACTIVE
}
