package dev.repartee.knowledge.text;

import dev.repartee.knowledge.text.Block.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a document into pieces that can be found and cited: about 120 to 180 words of one section, a
 * question with its answer alone, a list with the sentence that introduces it. Longer blocks are
 * cut between sentences or lines. Every piece is a stretch of the document as it stands.
 */
public final class Chunker {

    private static final int ENOUGH_WORDS = 120;
    private static final int MOST_WORDS = 180;
    private static final String SECTION_SEPARATOR = " > ";

    private final String text;
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Heading> headings = new ArrayList<>();
    private int start = -1;
    private int end;
    private int words;

    private record Heading(int level, String text) {}

    private Chunker(String text) {
        this.text = text;
    }

    /**
     * Returns the pieces of a text in their order, none of them blank.
     *
     * @param markdown whether the text is Markdown, not plain
     */
    public static List<Chunk> chunk(String text, boolean markdown) {
        var chunker = new Chunker(text);
        BlockReader.read(text, markdown).forEach(chunker::add);
        chunker.flush();
        return chunker.chunks;
    }

    /**
     * Returns the head of the table that a piece begins in the middle of, or an empty text: without
     * the names of its columns a row says little.
     */
    public static String tableHead(String text, int start) {
        if (start >= text.length() || text.charAt(start) != '|') {
            return "";
        }
        int head = start;
        while (head > 0) {
            int previous = text.lastIndexOf('\n', head - 2) + 1;
            if (previous >= head || text.charAt(previous) != '|') {
                break;
            }
            head = previous;
        }
        int end = text.indexOf('\n', head);
        return head == start || end < 0 ? "" : text.substring(head, end);
    }

    private void add(Block block) {
        switch (block.kind()) {
            case HEADING -> {
                flush();
                headings.removeIf(heading -> heading.level() >= block.level());
                headings.add(
                        new Heading(
                                block.level(),
                                BlockReader.headingText(
                                        text.substring(block.start(), block.end()))));
            }
            case QUESTION_AND_ANSWER -> {
                flush();
                append(block.start(), block.end());
                flush();
            }
            case PARAGRAPH, LINES -> join(block);
        }
    }

    private void join(Block block) {
        int length = words(block.start(), block.end());
        boolean introduced =
                block.kind() == Kind.LINES && start >= 0 && text.charAt(end - 1) == ':';
        if (words + length > MOST_WORDS && !introduced) {
            flush();
        }
        if (length > MOST_WORDS) {
            split(block);
        } else {
            append(block.start(), block.end());
        }
        if (words >= ENOUGH_WORDS && text.charAt(end - 1) != ':') {
            flush();
        }
    }

    private void split(Block block) {
        List<Sentences.Span> parts =
                block.kind() == Kind.LINES
                        ? Sentences.lines(text, block.start(), block.end())
                        : Sentences.of(text, block.start(), block.end());
        for (Sentences.Span part : parts) {
            int from = part.start();
            while (from < part.end()) {
                int to = wordLimit(from, part.end());
                if (words + words(from, to) > MOST_WORDS) {
                    flush();
                }
                append(from, to);
                from = to;
            }
        }
    }

    /**
     * Returns the end of the part, or of its first 180 words when it is longer: text without any
     * sentence.
     */
    private int wordLimit(int from, int partEnd) {
        int count = 0;
        for (int i = from + 1; i < partEnd; i++) {
            boolean ends =
                    Character.isWhitespace(text.charAt(i))
                            && !Character.isWhitespace(text.charAt(i - 1));
            if (ends && ++count >= MOST_WORDS) {
                return i;
            }
        }
        return partEnd;
    }

    private void append(int from, int to) {
        if (start < 0) {
            start = from;
            words = 0;
        }
        end = to;
        words += words(from, to);
    }

    private void flush() {
        if (start >= 0) {
            int from = start;
            while (from < end && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
            if (from < end) {
                chunks.add(new Chunk(section(), from, end));
            }
        }
        start = -1;
        words = 0;
    }

    private String section() {
        return String.join(SECTION_SEPARATOR, headings.stream().map(Heading::text).toList());
    }

    /** Counts words; ideographs, written without blanks, count by the pair. */
    private int words(int from, int to) {
        int count = 0;
        int wide = 0;
        boolean inside = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean blank = Character.isWhitespace(c);
            count += !blank && !inside ? 1 : 0;
            inside = !blank;
            wide += c >= '\u3040' && c <= '\u9FFF' ? 1 : 0;
        }
        return count + wide / 2;
    }
}
