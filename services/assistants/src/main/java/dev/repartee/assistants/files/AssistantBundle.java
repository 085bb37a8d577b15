package dev.repartee.assistants.files;

import dev.repartee.assistants.Assistant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An assistant with its documents.
 *
 * @param assistant the definition
 * @param documents exactly the documents that it has; null when the bundle does not speak of them,
 *     so that applying it leaves them as they are
 * @param sections what the file says of each {@link AssistantSection}, by name; those that it does
 *     not speak of stay as they are
 */
public record AssistantBundle(
        Assistant assistant,
        @Nullable List<AssistantDocument> documents,
        Map<String, JsonNode> sections) {

    public AssistantBundle {
        documents = documents == null ? null : List.copyOf(documents);
        sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
    }

    /** A bundle without sections. */
    public AssistantBundle(Assistant assistant, @Nullable List<AssistantDocument> documents) {
        this(assistant, documents, Map.of());
    }
}
