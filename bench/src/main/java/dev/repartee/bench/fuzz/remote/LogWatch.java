package dev.repartee.bench.fuzz.remote;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a log what should never be there: errors, and exceptions that nobody caught. */
final class LogWatch {

    private static final Pattern WRONG =
            Pattern.compile(
                    "(?m)^(?:\\S+ ERROR|.*\\bERROR\\b|Exception in thread|.*[Uu]nhandled exception|.*[Uu]ncaught).*$");

    /** What a stage says when a record has lost even the name of its message: that is no fault. */
    private static final String TOLD = "a record that names no message parks";

    private static final Pattern VALUE = Pattern.compile("[0-9a-f-]{8,}|\\d+|\"[^\"]*\"|'[^']*'");
    private static final int LONGEST = 200;

    private LogWatch() {}

    /** Lines that tell of a fault, values aside, and how often each kind came. */
    static Map<String, Integer> faults(String log) {
        Map<String, Integer> kinds = new TreeMap<>();
        Matcher matcher = WRONG.matcher(log);
        while (matcher.find()) {
            if (matcher.group().contains(TOLD)) {
                continue;
            }
            String next = log.substring(matcher.end(), Math.min(log.length(), matcher.end() + 160));
            String line = matcher.group() + next.lines().skip(1).findFirst().orElse("");
            String kind = VALUE.matcher(line).replaceAll("#");
            kinds.merge(kind.substring(0, Math.min(LONGEST, kind.length())), 1, Integer::sum);
        }
        return kinds;
    }
}
