package dev.repartee.assistants.files;

import dev.repartee.assistants.Assistant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An assistant with its documents.
 *
 * @param assistant the definition
 * @param documents exactly the documents that it has; null when the bundle does not speak of them,
 *     so that applying it leaves them as they are
 */
public record AssistantBundle(Assistant assistant, @Nullable List<AssistantDocument> documents) {

    public AssistantBundle {
        documents = documents == null ? null : List.copyOf(documents);
    }
}
