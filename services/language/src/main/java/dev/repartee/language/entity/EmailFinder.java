package dev.repartee.language.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds e-mail addresses around each {@code @}: linear, because it looks at most 64 chars back and
 * 254 ahead.
 */
public final class EmailFinder {

    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 254;

    /** Finds all addresses, in order. */
    public List<Span> find(String text) {
        var found = new ArrayList<Span>();
        int floor = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = localStart(text, at, floor);
            int end = domainEnd(text, at + 1);
            if (start < at && end > 0) {
                found.add(
                        new Span(
                                EntityType.EMAIL,
                                text.substring(start, end).toLowerCase(Locale.ROOT),
                                start,
                                end));
                floor = end;
            }
        }
        return found;
    }

    private static int localStart(String text, int at, int floor) {
        int start = at;
        int limit = Math.max(floor, at - MAX_LOCAL);
        while (start > limit && isLocal(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && text.charAt(start) == '.') {
            start++;
        }
        return text.charAt(Math.max(start, at - 1)) == '.' ? at : start;
    }

    /**
     * Returns the end of a domain with at least one dot and a top level of two letters or more; 0
     * if there is none.
     */
    private static int domainEnd(String text, int from) {
        int limit = Math.min(text.length(), from + MAX_DOMAIN);
        int labelStart = from;
        int end = 0;
        for (int i = from; i <= limit; i++) {
            char c = i < limit ? text.charAt(i) : ' ';
            if (isLabel(c)) {
                continue;
            }
            if (i == labelStart || text.charAt(labelStart) == '-') {
                break;
            }
            if (labelStart > from && isTopLevel(text, labelStart, i)) {
                end = i;
            }
            if (c != '.') {
                break;
            }
            labelStart = i + 1;
        }
        return end;
    }

    private static boolean isTopLevel(String text, int start, int end) {
        if (end - start < 2 || text.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (!Character.isLetter(text.charAt(i)) && text.charAt(i) != '-') {
                return text.startsWith("xn--", start);
            }
        }
        return true;
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || "._%+-'!#$&*/=?^`{|}~".indexOf(c) >= 0;
    }

    private static boolean isLabel(char c) {
        return Character.isLetterOrDigit(c) || c == '-';
    }
}
