package dev.repartee.knowledge.parsing.child;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Writes the XHTML that Tika makes of any document as Markdown. */
final class MarkdownWriter extends DefaultHandler {

    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "div",
                    "section",
                    "article",
                    "header",
                    "footer",
                    "main",
                    "aside",
                    "address",
                    "blockquote",
                    "figure",
                    "figcaption",
                    "form",
                    "fieldset",
                    "details",
                    "body",
                    "caption",
                    "hr",
                    "center");
    private static final Set<String> SKIPPED =
            Set.of("head", "title", "meta", "link", "script", "style");
    private static final int MAX_LIST_DEPTH = 6;
    private static final int LONGEST_SLIDE_TITLE = 120;

    private final Markdown text;
    private final StringBuilder inline = new StringBuilder();
    private final Deque<ListLevel> lists = new ArrayDeque<>();
    private final TableRows table = new TableRows();
    private int tableDepth;
    private int skipDepth;
    private boolean preformatted;
    private boolean slideStarts;
    private boolean itemStarts;
    private boolean lineBefore;
    private String asked = "";

    private static final class ListLevel {
        private final boolean numbered;
        private int items;

        ListLevel(boolean numbered) {
            this.numbered = numbered;
        }
    }

    MarkdownWriter(Markdown text) {
        this.text = text;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes)
            throws Unreadable {
        if (SKIPPED.contains(name) || skipDepth > 0) {
            skipDepth++;
        } else if (tableDepth > 0) {
            startInTable(name);
        } else {
            start(name, String.valueOf(attributes.getValue("class")));
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) throws Unreadable {
        if (skipDepth > 0) {
            skipDepth--;
        } else if (tableDepth > 0) {
            endInTable(name);
        } else {
            end(name);
        }
    }

    @Override
    public void characters(char[] source, int start, int length) {
        if (skipDepth == 0) {
            inline.append(source, start, length);
        }
    }

    @Override
    public void ignorableWhitespace(char[] source, int start, int length) {
        characters(source, start, length);
    }

    @Override
    public void endDocument() throws Unreadable {
        flush();
    }

    private void start(String name, String style) throws Unreadable {
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "summary" -> flush();
            case "ul", "ol", "menu" -> {
                flush();
                lists.push(new ListLevel(name.equals("ol")));
            }
            case "li" -> {
                flush();
                itemStarts = true;
            }
            case "table" -> {
                flush();
                tableDepth = 1;
                table.clear();
            }
            case "pre" -> {
                flush();
                preformatted = true;
            }
            case "br" -> inline.append('\n');
            default -> {
                if (BLOCKS.contains(name)) {
                    flush();
                    slideStarts |= style.equals("slide-content");
                }
            }
        }
    }

    private void end(String name) throws Unreadable {
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(name.charAt(1) - '0');
            case "summary" -> heading(6);
            case "dt" -> asked = taken();
            case "dd" -> definition(taken());
            case "ul", "ol", "menu" -> {
                flush();
                lists.poll();
            }
            case "pre" -> {
                flush();
                preformatted = false;
            }
            default -> {
                if (BLOCKS.contains(name) || name.equals("li")) {
                    flush();
                }
            }
        }
    }

    private void startInTable(String name) {
        switch (name) {
            case "table" -> tableDepth++;
            case "td", "th" -> {
                if (tableDepth == 1) {
                    inline.setLength(0);
                }
            }
            default -> inline.append(' ');
        }
    }

    private void endInTable(String name) throws Unreadable {
        switch (name) {
            case "table" -> {
                tableDepth--;
                if (tableDepth == 0) {
                    inline.setLength(0);
                    table.write(text);
                    lineBefore = false;
                }
            }
            case "td", "th" -> {
                if (tableDepth == 1) {
                    table.cell(taken());
                }
            }
            case "tr" -> {
                if (tableDepth == 1) {
                    table.row();
                }
            }
            default -> inline.append(' ');
        }
    }

    private void heading(int level) throws Unreadable {
        String words = taken();
        if (!words.isEmpty()) {
            block("#".repeat(level) + " " + words);
        }
    }

    private void definition(String meaning) throws Unreadable {
        if (asked.endsWith("?")) {
            block("Q: " + asked + "\nA: " + meaning);
        } else if (!meaning.isEmpty()) {
            block(asked.isEmpty() ? meaning : asked + ": " + meaning);
        }
        asked = "";
    }

    /** Writes what was gathered as a paragraph, an item or code. */
    private void flush() throws Unreadable {
        if (preformatted && !inline.toString().isBlank()) {
            String code = inline.toString().replace("```", "'''").stripTrailing();
            inline.setLength(0);
            block("```\n" + code + "\n```");
            return;
        }
        String words = taken();
        if (words.isEmpty()) {
            return;
        }
        if (!lists.isEmpty()) {
            item(words);
        } else if (Bullets.marks(words)) {
            itemLine(Bullets.item(words));
        } else if (slideStarts && words.length() <= LONGEST_SLIDE_TITLE) {
            block("## " + words);
        } else {
            block(words);
        }
        slideStarts = false;
    }

    private void item(String words) throws Unreadable {
        ListLevel list = lists.element();
        String indent = "  ".repeat(Math.min(lists.size(), MAX_LIST_DEPTH) - 1);
        if (!itemStarts) {
            itemLine(indent + "  " + words);
            return;
        }
        itemStarts = false;
        list.items++;
        itemLine(indent + (list.numbered ? list.items + ". " : "- ") + words);
    }

    private void itemLine(String line) throws Unreadable {
        if (lineBefore) {
            text.line(line);
        } else {
            text.block(line);
        }
        lineBefore = true;
    }

    private void block(String block) throws Unreadable {
        text.block(block);
        lineBefore = false;
    }

    private String taken() {
        String words = inline.toString().replaceAll("[\\s\\u00A0]+", " ").strip();
        inline.setLength(0);
        return words;
    }
}
