package dev.repartee.assistants;

import org.jspecify.annotations.Nullable;

/**
 * Which model answers for an assistant, and how much it may say.
 *
 * @param name a model endpoint of the deployment, or {@code endpoint/model} where the endpoint
 *     serves several; {@link #EXTRACTIVE} needs none
 * @param temperature 0 to 2, or null for the model's own
 * @param maxTokens upper bound of a reply's tokens
 * @param contextTokens how much of the conversation goes into a prompt, in tokens
 * @param passages how many passages of the assistant's documents go into a prompt; 0 for none
 * @param passageTokens how much of them goes into a prompt at most, in tokens
 */
public record ModelSettings(
        String name,
        @Nullable Double temperature,
        int maxTokens,
        int contextTokens,
        int passages,
        int passageTokens) {

    private static final int PASSAGE_TOKENS = 2_000;

    /** The built-in model that answers from the assistant's documents, without a key or network. */
    public static final String EXTRACTIVE = "extractive";

    /** What an assistant has that says nothing about its model. */
    public static final ModelSettings DEFAULT = new ModelSettings(EXTRACTIVE, null, 500, 3000, 4);

    /** The same settings for another model. */
    public ModelSettings withName(String other) {
        return new ModelSettings(
                other, temperature, maxTokens, contextTokens, passages, passageTokens);
    }

    /** Settings with room for 2,000 tokens of passages. */
    public ModelSettings(
            String name,
            @Nullable Double temperature,
            int maxTokens,
            int contextTokens,
            int passages) {
        this(name, temperature, maxTokens, contextTokens, passages, PASSAGE_TOKENS);
    }

    /** The endpoint's name: the part before the first slash. */
    public String endpoint() {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    /** The model at the endpoint, or null for the endpoint's own choice. */
    public @Nullable String modelAtEndpoint() {
        int slash = name.indexOf('/');
        return slash < 0 ? null : name.substring(slash + 1);
    }
}
