package dev.repartee.assistants.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A prompt ready to be filled in: parsed once. Immutable and thread-safe.
 *
 * @param version its number
 * @param template its text
 * @param variables by name
 */
public record PublishedPrompt(
        int version, PromptTemplate template, Map<String, PromptVariable> variables) {

    /** What an assistant is told for which nobody wrote a prompt. */
    public static final PublishedPrompt BUILT_IN =
            of(PromptVersion.BUILT_IN, new PromptDraft(shipped(), List.of(), ""));

    public PublishedPrompt {
        variables = Map.copyOf(variables);
    }

    /**
     * Parses a draft.
     *
     * @throws PromptSyntaxException when it did not go through {@link PromptDrafts}
     */
    public static PublishedPrompt of(int version, PromptDraft draft) {
        return new PublishedPrompt(
                version,
                PromptTemplate.parse(draft.template()),
                draft.variables().stream()
                        .collect(Collectors.toMap(PromptVariable::name, Function.identity())));
    }

    private static String shipped() {
        try (InputStream in = PublishedPrompt.class.getResourceAsStream("built-in-prompt.txt")) {
            if (in == null) {
                throw new IllegalStateException("the built-in prompt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
