package dev.repartee.language.entity.custom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a pattern becomes when its counted repetitions are written out, which is what a
 * compiler does: {@code ((x{900}){900}){900}} has 21 chars and 729,000,000 steps. Told without
 * compiling it, in time linear in its length. What is no pattern is left to the compiler to refuse.
 */
final class PatternSize {

    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");
    private static final long MOST = 1L << 40;

    private final String regex;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long whole;
    private long last;
    private int at;

    private PatternSize(String regex) {
        this.regex = regex;
    }

    /** About as many steps as the compiled pattern has. */
    static long of(String regex) {
        var size = new PatternSize(regex);
        while (size.at < regex.length()) {
            size.step();
        }
        return size.whole;
    }

    private void step() {
        switch (regex.charAt(at)) {
            case '(' -> {
                outer.push(whole);
                whole = 0;
                last = 0;
                at++;
            }
            case ')' -> {
                long group = whole;
                whole = outer.isEmpty() ? 0 : outer.pop();
                atom(group, at + 1);
            }
            case '[' -> atom(1, afterClass());
            case '\\' -> atom(1, afterEscape());
            case '{' -> repeat();
            default -> atom(1, at + 1);
        }
    }

    private void atom(long size, int next) {
        last = size;
        whole = Math.min(MOST, whole + size);
        at = next;
    }

    private void repeat() {
        Matcher count = COUNT.matcher(regex).region(at, regex.length());
        if (!count.lookingAt()) {
            atom(1, at + 1);
            return;
        }
        String most = count.group(2);
        long times = Long.parseLong(most == null || most.isEmpty() ? count.group(1) : most);
        long repeated = Math.min(MOST, last * Math.max(1, times));
        whole = Math.min(MOST, whole - last + repeated);
        last = repeated;
        at = count.end();
    }

    private int afterClass() {
        int next = at + 1;
        if (next < regex.length() && regex.charAt(next) == '^') {
            next++;
        }
        next++;
        while (next < regex.length() && regex.charAt(next) != ']') {
            next += regex.charAt(next) == '\\' ? 2 : 1;
        }
        return Math.min(regex.length(), next + 1);
    }

    /** Of {@code \Q...\E} the chars count one by one: only what opens it is skipped. */
    private int afterEscape() {
        int next = at + 2;
        boolean braces =
                next < regex.length()
                        && regex.charAt(next) == '{'
                        && "pPx".indexOf(regex.charAt(next - 1)) >= 0;
        int end = braces ? regex.indexOf('}', next) : -1;
        return end < 0 ? next : end + 1;
    }
}
