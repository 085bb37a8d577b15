package dev.repartee.knowledge.parsing.child;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes running text of printed pages: joins lines and words that were broken at the margin, takes
 * out page numbers and what every page repeats, and marks headings and lists.
 */
final class PagedText {

    private static final Pattern PAGE_NUMBER =
            Pattern.compile(
                    "(?:page|seite|página|पृष्ठ)?\\s*+[-–]?\\s*+\\d{1,4}+\\s*+(?:(?:of|von|de|/)\\s*+\\d{1,4}+)?+\\s*+[-–]?",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern NUMBERED_ITEM = Pattern.compile("\\d{1,3}[.)]\\s.+");
    private static final int FEWEST_PAGES = 3;

    private final Map<String, Integer> headings;
    private final StringBuilder paragraph = new StringBuilder();
    private boolean inList;

    /**
     * @param headings lines that are headings, as {@link PdfHeadings#key} writes them
     */
    PagedText(Map<String, Integer> headings) {
        this.headings = headings;
    }

    void write(List<List<String>> pages, Markdown text) throws Unreadable {
        Set<String> repeated = repeated(pages);
        for (List<String> page : pages) {
            List<String> kept = new ArrayList<>();
            for (String part : page) {
                for (String line : lines(part)) {
                    if (!repeated.contains(mask(line)) && !PAGE_NUMBER.matcher(line).matches()) {
                        kept.add(line);
                    }
                }
                kept.add("");
            }
            for (String line : kept) {
                add(line, text);
            }
        }
        flush(text);
    }

    private void add(String line, Markdown text) throws Unreadable {
        Integer level = headings.get(PdfHeadings.key(line));
        if (line.isEmpty()) {
            flush(text);
        } else if (level != null) {
            flush(text);
            text.block("#".repeat(level) + " " + line);
            inList = false;
        } else if (Bullets.marks(line) || NUMBERED_ITEM.matcher(line).matches()) {
            flush(text);
            paragraph.append(Bullets.marks(line) ? Bullets.item(line) : line);
        } else {
            join(line);
        }
    }

    private void join(String line) {
        int last = paragraph.length() - 1;
        boolean broken =
                last > 0
                        && paragraph.charAt(last) == '-'
                        && Character.isLetter(paragraph.charAt(last - 1))
                        && Character.isLowerCase(line.charAt(0));
        if (broken) {
            paragraph.setLength(last);
        } else if (last >= 0) {
            paragraph.append(' ');
        }
        paragraph.append(line);
    }

    private void flush(Markdown text) throws Unreadable {
        String words = paragraph.toString();
        paragraph.setLength(0);
        if (words.isEmpty()) {
            return;
        }
        boolean item = words.startsWith("- ") || NUMBERED_ITEM.matcher(words).matches();
        if (item && inList) {
            text.line(words);
        } else {
            text.block(words);
        }
        inList = item;
    }

    /** What stands first or last on most pages, numbers apart. */
    private static Set<String> repeated(List<List<String>> pages) {
        Map<String, Integer> counts = new HashMap<>();
        int filled = 0;
        for (List<String> page : pages) {
            List<String> lines = page.stream().flatMap(part -> lines(part).stream()).toList();
            if (!lines.isEmpty()) {
                filled++;
                Set<String> edges =
                        new HashSet<>(List.of(mask(lines.getFirst()), mask(lines.getLast())));
                edges.forEach(edge -> counts.merge(edge, 1, Integer::sum));
            }
        }
        int most = Math.max(FEWEST_PAGES, filled / 2 + 1);
        counts.values().removeIf(count -> count < most);
        return counts.keySet();
    }

    private static String mask(String line) {
        return line.replaceAll("\\d+", "0");
    }

    private static List<String> lines(String part) {
        return Arrays.stream(part.split("\\R"))
                .map(line -> line.replaceAll("[\\s\\u00A0]+", " ").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
