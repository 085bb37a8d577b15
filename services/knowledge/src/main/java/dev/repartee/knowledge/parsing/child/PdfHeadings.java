package dev.repartee.knowledge.parsing.child;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * Finds the headings of a PDF by how they are printed: larger than most of the text, or as large
 * and bold. A PDF itself says nothing of headings.
 */
final class PdfHeadings extends PDFTextStripper {

    private static final double LARGER = 1.12;
    private static final int MOST_WORDS = 16;
    private static final int MOST_LEVELS = 4;

    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private float size;
    private boolean bold = true;

    private record Line(String text, int size, boolean bold) {}

    private PdfHeadings() {}

    /** Returns the lines that are headings, as {@link #key} writes them, with their levels. */
    static Map<String, Integer> of(Path file) throws IOException {
        var headings = new PdfHeadings();
        File place = file.toFile();
        try (PDDocument document = Loader.loadPDF(place)) {
            headings.getText(document);
        }
        return headings.levels();
    }

    static String key(String line) {
        return line.replaceAll("[\\s\\u00A0]+", "");
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        words.append(text);
        for (TextPosition position : positions) {
            size = Math.max(size, position.getFontSizeInPt());
            bold &= isBold(position);
        }
    }

    @Override
    protected void writeWordSeparator() {
        words.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
        end();
    }

    @Override
    protected void writeParagraphEnd() {
        end();
    }

    @Override
    protected void writePageEnd() {
        end();
    }

    private void end() {
        if (!words.toString().isBlank()) {
            // Half points keep rounding from making two sizes of one.
            lines.add(new Line(words.toString().strip(), Math.round(size * 2), bold));
        }
        words.setLength(0);
        size = 0;
        bold = true;
    }

    private static boolean isBold(TextPosition position) {
        String font = String.valueOf(position.getFont().getName()).toLowerCase(Locale.ROOT);
        return font.contains("bold") || font.contains("black") || font.contains("heavy");
    }

    private Map<String, Integer> levels() {
        Map<Integer, Integer> characters = new HashMap<>();
        lines.forEach(line -> characters.merge(line.size(), line.text().length(), Integer::sum));
        int body =
                characters.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(0);
        List<Line> headings = lines.stream().filter(line -> isHeading(line, body)).toList();
        NavigableSet<Integer> sizes = new TreeSet<>();
        headings.stream().map(Line::size).filter(each -> each > body).forEach(sizes::add);
        Map<String, Integer> levels = new HashMap<>();
        for (Line heading : headings) {
            int larger = sizes.tailSet(heading.size(), false).size();
            levels.putIfAbsent(key(heading.text()), Math.min(larger + 1, MOST_LEVELS));
        }
        return levels;
    }

    private static boolean isHeading(Line line, int body) {
        boolean larger = line.size() >= body * LARGER;
        boolean says = line.text().codePoints().filter(Character::isLetter).count() >= 2;
        boolean goesOn = ".,;:".indexOf(line.text().charAt(line.text().length() - 1)) >= 0;
        boolean isShort = line.text().split("\\s+").length <= MOST_WORDS;
        return says && isShort && !goesOn && (larger || line.bold() && line.size() >= body);
    }
}
