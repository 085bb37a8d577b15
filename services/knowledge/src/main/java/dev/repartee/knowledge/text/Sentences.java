package dev.repartee.knowledge.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the sentences of a text, by punctuation; abbreviations and numbers don't end one. Linear.
 */
public final class Sentences {

    private static final String ENDS = ".!?。！？।؟";
    private static final String CLOSERS = "\"'”’»)]*_";
    private static final Set<String> ABBREVIATIONS =
            Set.of(
                    "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "vs", "etc", "e.g", "i.e",
                    "approx", "dept", "inc", "ltd", "co", "corp", "jr", "sr", "fig", "vol", "z.b",
                    "bzw", "ca", "d.h", "usw", "tel", "str", "sra", "ud", "uds", "p.ej", "u.s",
                    "u.k", "a.m", "p.m", "gen", "col", "lt", "sgt", "rev", "mt", "ft");

    private Sentences() {}

    /**
     * A stretch of a text.
     *
     * @param start where it begins, in UTF-16 units
     * @param end where it ends, exclusive
     */
    public record Span(int start, int end) {}

    /**
     * Returns the sentences between two places; line breaks before list items and blank lines end
     * one, too.
     */
    public static List<Span> of(String text, int start, int end) {
        var found = new ArrayList<Span>();
        int from = start;
        for (int i = start; i < end; i++) {
            if (isEnd(text, from, i, end)) {
                int to = i + 1;
                while (to < end && CLOSERS.indexOf(text.charAt(to)) >= 0) {
                    to++;
                }
                add(found, text, from, to);
                from = to;
                i = to - 1;
            }
        }
        add(found, text, from, end);
        return found;
    }

    /** Returns the lines between two places that are not blank. */
    static List<Span> lines(String text, int start, int end) {
        var found = new ArrayList<Span>();
        int from = start;
        for (int i = start; i <= end; i++) {
            if (i == end || text.charAt(i) == '\n') {
                add(found, text, from, i);
                from = i + 1;
            }
        }
        return found;
    }

    private static boolean isEnd(String text, int from, int at, int end) {
        char c = text.charAt(at);
        if (c == '\n') {
            return at + 1 < end && startsLine(text, at + 1, end);
        }
        if (ENDS.indexOf(c) < 0) {
            return false;
        }
        int next = at + 1;
        while (next < end
                && (CLOSERS.indexOf(text.charAt(next)) >= 0
                        || ENDS.indexOf(text.charAt(next)) >= 0)) {
            next++;
        }
        if (next > at + 1 && ENDS.indexOf(text.charAt(at + 1)) >= 0) {
            return false;
        }
        boolean wide = c == '。' || c == '！' || c == '？';
        boolean blank = next == end || Character.isWhitespace(text.charAt(next));
        return wide
                || blank
                        && (c != '.'
                                || !isAbbreviation(text, from, at)
                                        && !goesOnSmall(text, next, end));
    }

    private static boolean startsLine(String text, int at, int end) {
        int first = at;
        while (first < end && text.charAt(first) == ' ') {
            first++;
        }
        if (first == end) {
            return true;
        }
        char c = text.charAt(first);
        boolean bullet = "-*+•".indexOf(c) >= 0 && first + 1 < end && text.charAt(first + 1) == ' ';
        return c == '\n'
                || c == '|'
                || bullet
                || Character.isDigit(c) && isNumberedItem(text, first, end);
    }

    private static boolean isNumberedItem(String text, int at, int end) {
        int after = at;
        while (after < end && Character.isDigit(text.charAt(after))) {
            after++;
        }
        return after + 1 < end
                && ".)".indexOf(text.charAt(after)) >= 0
                && text.charAt(after + 1) == ' ';
    }

    private static boolean isAbbreviation(String text, int from, int dot) {
        int start = dot;
        while (start > from
                && !Character.isWhitespace(text.charAt(start - 1))
                && text.charAt(start - 1) != '(') {
            start--;
        }
        String word = text.substring(start, dot).toLowerCase(Locale.ROOT);
        boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0));
        boolean ordinal =
                !word.isEmpty() && word.length() <= 3 && word.chars().allMatch(Character::isDigit);
        return initial || ordinal && start == from || ABBREVIATIONS.contains(word);
    }

    private static boolean goesOnSmall(String text, int at, int end) {
        int next = at;
        while (next < end && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < end && Character.isLowerCase(text.charAt(next));
    }

    private static void add(List<Span> found, String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        if (from < to) {
            found.add(new Span(from, to));
        }
    }
}
