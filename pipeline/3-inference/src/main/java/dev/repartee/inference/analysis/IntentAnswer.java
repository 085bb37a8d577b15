package dev.repartee.inference.analysis;

import dev.repartee.contract.content.Intent;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a model answered when it was asked for an intent: one JSON object {@code {intent,
 * confidence}}, which may stand in a fence or between words. Nothing in it is trusted: an intent
 * that was not on the list is no answer.
 */
final class IntentAnswer {

    /** What a model is to say when no intent fits. */
    static final String NONE = "NONE";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int LONGEST = 4_000;

    private IntentAnswer() {}

    /**
     * What the model said.
     *
     * @param intent empty when none of the list fits
     */
    record Said(Optional<Intent> intent) {}

    /** Empty when the answer is none. */
    static Optional<Said> read(String answer, List<String> intents) {
        int start = answer.indexOf('{');
        int end = answer.lastIndexOf('}');
        if (start < 0 || end < start || answer.length() > LONGEST) {
            return Optional.empty();
        }
        JsonNode node;
        try {
            node = MAPPER.readTree(answer.substring(start, end + 1));
        } catch (JacksonException e) {
            return Optional.empty();
        }
        String name = node.path("intent").asString("");
        JsonNode confidence = node.path("confidence");
        if (name.equals(NONE)) {
            return Optional.of(new Said(Optional.empty()));
        }
        if (!intents.contains(name) || !confidence.isNumber()) {
            return Optional.empty();
        }
        double sure = confidence.doubleValue();
        return sure >= 0 && sure <= 1
                ? Optional.of(new Said(Optional.of(new Intent(name, sure))))
                : Optional.empty();
    }
}
