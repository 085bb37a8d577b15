package dev.repartee.language.entity;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds web addresses that start with {@code http://}, {@code https://} or {@code www.}. Linear.
 */
final class UrlFinder {

    private static final String[] STARTS = {"https://", "http://", "www."};
    private static final String NOT_AT_END = ".,;:!?'\"»”’*_";

    List<Span> find(String text) {
        var found = new ArrayList<Span>();
        int at = 0;
        while (at < text.length()) {
            String start = startAt(text, at);
            if (start.isEmpty()) {
                at++;
                continue;
            }
            int end = trimmed(text, at, blank(text, at));
            if (end > at + start.length()
                    && Character.isLetterOrDigit(text.charAt(at + start.length()))) {
                String url = text.substring(at, end);
                found.add(
                        new Span(
                                EntityType.URL,
                                start.equals("www.") ? "https://" + url : url,
                                at,
                                end));
            }
            at = Math.max(end, at + start.length());
        }
        return found;
    }

    private static String startAt(String text, int at) {
        if (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))) {
            for (String start : STARTS) {
                if (text.regionMatches(true, at, start, 0, start.length())) {
                    return start;
                }
            }
        }
        return "";
    }

    private static int blank(String text, int from) {
        int at = from;
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && "<>\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /**
     * Leaves out the punctuation of the sentence around, and a closing bracket that the address
     * didn't open.
     */
    private static int trimmed(String text, int start, int end) {
        int unopened = unopened(text, start, end);
        int at = end;
        while (at > start) {
            char c = text.charAt(at - 1);
            if (isCloser(c) && unopened > 0) {
                unopened--;
            } else if (NOT_AT_END.indexOf(c) < 0) {
                break;
            }
            at--;
        }
        return at;
    }

    private static int unopened(String text, int start, int end) {
        int unopened = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            unopened += isCloser(c) ? 1 : c == '(' || c == '[' ? -1 : 0;
        }
        return unopened;
    }

    private static boolean isCloser(char c) {
        return c == ')' || c == ']';
    }
}
