package dev.repartee.knowledge.parsing.child;

import dev.repartee.knowledge.parsing.ParseFailure;
import java.util.ArrayList;
import java.util.List;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Gathers the paragraphs of each page, with their lines, from the XHTML that Tika makes of a PDF.
 */
final class PageCollector extends DefaultHandler {

    private final List<List<String>> pages = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private final int limit;
    private int length;
    private boolean inBody;

    PageCollector(int limit) {
        this.limit = limit;
    }

    List<List<String>> pages() {
        return pages;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        if (name.equals("body")) {
            inBody = true;
            pages.add(new ArrayList<>());
        } else if (name.equals("div") && "page".equals(attributes.getValue("class"))) {
            flush();
            pages.add(new ArrayList<>());
        } else if (name.equals("p")) {
            flush();
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        if (name.equals("p") || name.equals("div") || name.equals("body")) {
            flush();
        }
    }

    @Override
    public void characters(char[] source, int start, int count) throws Unreadable {
        length += count;
        if (length > 2L * limit) {
            throw new Unreadable(
                    ParseFailure.TOO_LARGE,
                    "it has more than " + limit + " characters of text: split it");
        }
        if (inBody) {
            paragraph.append(source, start, count);
        }
    }

    @Override
    public void ignorableWhitespace(char[] source, int start, int count) throws Unreadable {
        characters(source, start, count);
    }

    private void flush() {
        if (!paragraph.toString().isBlank()) {
            pages.getLast().add(paragraph.toString());
        }
        paragraph.setLength(0);
    }
}
