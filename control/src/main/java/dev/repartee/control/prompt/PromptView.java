package dev.repartee.control.prompt;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.repartee.assistants.prompt.PromptVariable;
import dev.repartee.assistants.prompt.PromptVersion;
import dev.repartee.assistants.prompt.PublishedPrompt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prompt as it is shown.
 *
 * @param version its number
 * @param template its text
 * @param variables what it names besides the sources themselves
 * @param note what is new about it
 * @param createdAt null for the built-in one
 */
record PromptView(
        int version,
        String template,
        List<Variable> variables,
        String note,
        @Nullable Instant createdAt) {

    /** A declared variable. */
    record Variable(
            String name,
            String type,
            String from,
            @JsonProperty("default") @Nullable String standIn) {

        static Variable of(PromptVariable variable) {
            return new Variable(
                    variable.name(), variable.type().word(), variable.from(), variable.standIn());
        }
    }

    static PromptView of(PromptVersion prompt) {
        return new PromptView(
                prompt.version(),
                prompt.draft().template(),
                prompt.draft().variables().stream().map(Variable::of).toList(),
                prompt.draft().note(),
                prompt.createdAt());
    }

    static PromptView builtIn() {
        return new PromptView(
                PromptVersion.BUILT_IN,
                PublishedPrompt.BUILT_IN.template().text(),
                List.of(),
                "built in",
                null);
    }
}
