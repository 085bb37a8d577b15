package dev.repartee.assistants.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a template's text once, from front to back; time is linear in its length. */
final class TemplateParser {

    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String ESCAPED = "\\{{";
    private static final int DEEPEST = 8;

    private final String text;
    private int at;

    private TemplateParser(String text) {
        this.text = text;
    }

    static List<TemplateNode> parse(String text) {
        return new TemplateParser(text).body(null, 0, 0);
    }

    /**
     * @param section whose end is looked for, or null for the whole
     * @param begin where that section begins, for the error when it never ends
     */
    private List<TemplateNode> body(@Nullable String section, int begin, int depth) {
        if (depth > DEEPEST) {
            throw new PromptSyntaxException(
                    text, begin, "sections may lie %d deep at most".formatted(DEEPEST));
        }
        List<TemplateNode> nodes = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        while (at < text.length()) {
            if (text.startsWith(ESCAPED, at)) {
                plain.append(OPEN);
                at += ESCAPED.length();
            } else if (text.startsWith(OPEN, at)) {
                flush(plain, nodes);
                int start = at;
                String tag = tag();
                switch (tag.charAt(0)) {
                    case '#' -> nodes.add(section(tag, start, true, depth));
                    case '^' -> nodes.add(section(tag, start, false, depth));
                    case '/' -> {
                        closes(name(tag.substring(1), start), section, start);
                        return nodes;
                    }
                    default -> nodes.add(value(tag, start));
                }
            } else {
                plain.append(text.charAt(at++));
            }
        }
        if (section != null) {
            throw new PromptSyntaxException(
                    text, begin, "{{#%s}} has no {{/%<s}}".formatted(section));
        }
        flush(plain, nodes);
        return nodes;
    }

    private String tag() {
        int end = text.indexOf(CLOSE, at);
        if (end < 0) {
            throw new PromptSyntaxException(
                    text, at, "{{ has no }}; write \\{{ for two braces in the text");
        }
        String tag = text.substring(at + OPEN.length(), end).strip();
        if (tag.isEmpty()) {
            throw new PromptSyntaxException(text, at, "names no variable");
        }
        at = end + CLOSE.length();
        return tag;
    }

    private TemplateNode section(String tag, int start, boolean when, int depth) {
        String name = name(tag.substring(1), start);
        return new TemplateNode.Section(name, when, body(name, start, depth + 1));
    }

    private void closes(String name, @Nullable String section, int start) {
        if (!name.equals(section)) {
            throw new PromptSyntaxException(
                    text,
                    start,
                    section == null
                            ? "{{/%s}} ends nothing".formatted(name)
                            : "{{/%s}} stands where {{/%s}} is due".formatted(name, section));
        }
    }

    private TemplateNode value(String tag, int start) {
        int bar = tag.indexOf('|');
        return bar < 0
                ? new TemplateNode.Value(name(tag, start), null)
                : new TemplateNode.Value(
                        name(tag.substring(0, bar), start), tag.substring(bar + 1));
    }

    private String name(String word, int start) {
        String name = word.strip();
        if (!NAME.matcher(name).matches()) {
            throw new PromptSyntaxException(
                    text,
                    start,
                    "'%s' is no name: lower-case letters, digits, _ and dots".formatted(name));
        }
        return name;
    }

    private static void flush(StringBuilder plain, List<TemplateNode> nodes) {
        if (!plain.isEmpty()) {
            nodes.add(new TemplateNode.Text(plain.toString()));
            plain.setLength(0);
        }
    }
}
