package dev.repartee.bench.report.print;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes HTML and SVG; every text and every attribute is escaped on its way. */
final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names and values in turn. */
    Markup open(String element, Object... attributes) {
        begin(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    /** Closes the element that was opened last. */
    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element that holds only text. */
    Markup element(String element, String text, Object... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** An element without content. */
    Markup empty(String element, Object... attributes) {
        begin(element, attributes);
        out.append("/>");
        return this;
    }

    Markup text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** Puts in what another one wrote. */
    Markup add(Markup part) {
        out.append(part);
        return this;
    }

    /** Puts in what is written in this source tree, such as a style sheet. */
    Markup trusted(String text) {
        out.append(text);
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException(open.peek() + " is still open");
        }
        return out.toString();
    }

    private void begin(String element, Object... attributes) {
        out.append('<').append(element);
        for (int index = 0; index + 1 < attributes.length; index += 2) {
            out.append(' ')
                    .append(attributes[index])
                    .append("=\"")
                    .append(escaped(value(attributes[index + 1])))
                    .append('"');
        }
    }

    /** Coordinates with a tenth of a pixel, which is all that can be seen. */
    private static String value(Object value) {
        return value instanceof Double number
                ? String.format(Locale.ROOT, "%.1f", number)
                : value.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
