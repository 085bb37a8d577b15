package dev.repartee.assistants.prompt;

import java.util.List;

/**
 * A prompt as its author writes it. Every draft has gone through {@link PromptDrafts}: its template
 * can be parsed and every variable that it names has a source.
 *
 * @param template the system prompt
 * @param variables what it names besides the sources themselves
 * @param note what is new about it, for those who look at the list; may be empty
 */
public record PromptDraft(String template, List<PromptVariable> variables, String note) {

    public PromptDraft {
        variables = List.copyOf(variables);
    }
}
