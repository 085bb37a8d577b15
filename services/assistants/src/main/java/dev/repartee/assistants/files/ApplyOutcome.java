package dev.repartee.assistants.files;

import dev.repartee.contract.AssistantId;
import java.util.List;

/**
 * What applying a bundle changed.
 *
 * @param id the assistant
 * @param definition what happened to its definition
 * @param documentsWritten documents that are new or different
 * @param documentsRemoved documents that were there and are not in the bundle
 * @param sections the names of those that were changed
 */
public record ApplyOutcome(
        AssistantId id,
        Change definition,
        int documentsWritten,
        int documentsRemoved,
        List<String> sections) {

    public ApplyOutcome {
        sections = List.copyOf(sections);
    }

    /** What happened to a definition. */
    public enum Change {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    /** Whether nothing was written at all. */
    public boolean unchanged() {
        return definition == Change.UNCHANGED
                && documentsWritten == 0
                && documentsRemoved == 0
                && sections.isEmpty();
    }
}
