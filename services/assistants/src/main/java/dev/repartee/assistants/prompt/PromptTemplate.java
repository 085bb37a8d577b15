package dev.repartee.assistants.prompt;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A text with {@code {{variable}}}, {@code {{variable|stand-in}}}, {@code {{#variable}}only with
 * it{{/variable}}} and {@code {{^variable}}only without it{{/variable}}}; {@code \{{} is two braces.
 *
 * <p>Values are put in once and never read as template again, so nothing that a user writes can
 * become a variable or end a section. Immutable and thread-safe.
 */
public final class PromptTemplate {

    private final String text;
    private final List<TemplateNode> nodes;

    private PromptTemplate(String text, List<TemplateNode> nodes) {
        this.text = text;
        this.nodes = nodes;
    }

    /**
     * Reads a template.
     *
     * @throws PromptSyntaxException says where it is wrong
     */
    public static PromptTemplate parse(String text) {
        return new PromptTemplate(text, List.copyOf(TemplateParser.parse(text)));
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** Every variable that is named anywhere, in the order of the text. */
    public Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        collect(nodes, names);
        return names;
    }

    /**
     * Variables that leave a hole when they have no value: named without a stand-in and outside of
     * a section of their own.
     */
    public Set<String> required() {
        Set<String> names = new LinkedHashSet<>();
        require(nodes, Set.of(), names);
        return names;
    }

    /**
     * The text with its values.
     *
     * @param values empty for a variable without a value; an empty text is a value that hides its
     *     section all the same
     */
    public String render(Function<String, Optional<String>> values) {
        StringBuilder rendered = new StringBuilder(text.length() * 2);
        render(nodes, values, rendered);
        return rendered.toString();
    }

    private static void collect(List<TemplateNode> nodes, Set<String> names) {
        for (TemplateNode node : nodes) {
            switch (node) {
                case TemplateNode.Text _ -> {}
                case TemplateNode.Value(String name, String _) -> names.add(name);
                case TemplateNode.Section(String name, boolean _, List<TemplateNode> body) -> {
                    names.add(name);
                    collect(body, names);
                }
            }
        }
    }

    private static void require(List<TemplateNode> nodes, Set<String> sure, Set<String> names) {
        for (TemplateNode node : nodes) {
            switch (node) {
                case TemplateNode.Text _ -> {}
                case TemplateNode.Value(String name, String standIn) -> {
                    if (standIn == null && !sure.contains(name)) {
                        names.add(name);
                    }
                }
                case TemplateNode.Section(String name, boolean when, List<TemplateNode> body) -> {
                    Set<String> inside = new HashSet<>(sure);
                    if (when) {
                        inside.add(name);
                    }
                    require(body, inside, names);
                }
            }
        }
    }

    private static void render(
            List<TemplateNode> nodes,
            Function<String, Optional<String>> values,
            StringBuilder rendered) {
        for (TemplateNode node : nodes) {
            switch (node) {
                case TemplateNode.Text(String plain) -> rendered.append(plain);
                case TemplateNode.Value(String name, String standIn) ->
                        rendered.append(
                                values.apply(name)
                                        .filter(value -> !value.isEmpty())
                                        .orElse(standIn == null ? "" : standIn));
                case TemplateNode.Section(String name, boolean when, List<TemplateNode> body) -> {
                    boolean there = values.apply(name).filter(PromptTemplate::counts).isPresent();
                    if (there == when) {
                        render(body, values, rendered);
                    }
                }
            }
        }
    }

    private static boolean counts(String value) {
        return !value.isEmpty() && !value.equals("false");
    }
}
