package dev.repartee.assistants.prompt;

import java.util.List;
import java.util.Set;

/**
 * What a model is told before a conversation: a prompt with its values. What a template does not
 * mention but the model must see (the language, passages, the summary) follows it.
 */
public final class SystemPrompt {

    private SystemPrompt() {}

    /** Fills the prompt in. The same inputs give the same text. */
    public static String render(PublishedPrompt prompt, PromptInputs inputs) {
        PromptValues values = new PromptValues(inputs, prompt.variables());
        StringBuilder text = new StringBuilder(prompt.template().render(values::of).strip());
        Set<String> read = sources(prompt);
        if (!read.contains(VariableSource.REPLY_LANGUAGE.path())
                && !read.contains(VariableSource.REPLY_LANGUAGE_TAG.path())) {
            text.append("\n\nAnswer in ")
                    .append(values.of(VariableSource.REPLY_LANGUAGE.path()).orElseThrow())
                    .append('.');
        }
        for (VariableSource source :
                List.of(VariableSource.CONVERSATION_SUMMARY, VariableSource.KNOWLEDGE_PASSAGES)) {
            String value = values.of(source.path()).orElse("");
            if (!value.isEmpty() && !read.contains(source.path())) {
                text.append("\n\n")
                        .append(
                                source == VariableSource.CONVERSATION_SUMMARY
                                        ? "What was said before, in short:\n"
                                        : "")
                        .append(value);
            }
        }
        return text.toString();
    }

    private static Set<String> sources(PublishedPrompt prompt) {
        Set<String> read = prompt.template().variables();
        prompt.variables().values().stream()
                .filter(variable -> read.contains(variable.name()))
                .toList()
                .forEach(variable -> read.add(variable.from()));
        return read;
    }
}
