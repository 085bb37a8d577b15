package dev.repartee.bench.drill;

import dev.repartee.bench.cluster.Cluster;
import dev.repartee.bench.cluster.JavaProcess;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code repartee audit} prints.
 *
 * @param output all of it, for the report
 */
record AuditNumbers(Map<String, Long> rows, String output) {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern ROW = Pattern.compile("([a-z]+) +([0-9,]+)");

    AuditNumbers {
        rows = Map.copyOf(rows);
    }

    /** Runs it in a process of its own. */
    static AuditNumbers of(Cluster cluster) {
        try (JavaProcess audit = cluster.command("audit", "audit")) {
            audit.awaitExit(LIMIT);
            return parse(audit.output() + audit.errors());
        }
    }

    static AuditNumbers parse(String output) {
        return new AuditNumbers(
                output.lines()
                        .map(ROW::matcher)
                        .filter(Matcher::matches)
                        .collect(
                                Collectors.toMap(
                                        row -> row.group(1),
                                        row -> Long.valueOf(row.group(2).replace(",", "")))),
                output);
    }

    /** A row's number; -1 when the audit did not print it. */
    long row(String name) {
        return rows.getOrDefault(name, -1L);
    }
}
