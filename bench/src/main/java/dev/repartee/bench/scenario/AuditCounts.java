package dev.repartee.bench.scenario;

import dev.repartee.bench.cluster.JavaProcess;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code repartee audit} printed, by the names of its rows. */
record AuditCounts(Map<String, Long> rows) {

    AuditCounts {
        rows = Map.copyOf(rows);
    }

    /**
     * Reads the output of an audit that has ended.
     *
     * @throws IllegalStateException when it is something else
     */
    static AuditCounts read(JavaProcess audit) {
        Map<String, Long> rows = new LinkedHashMap<>();
        audit.output()
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length == 2 && words[1].matches("[0-9,]+"))
                .forEach(words -> rows.put(words[0], Long.valueOf(words[1].replace(",", ""))));
        if (!rows.containsKey("accepted")) {
            throw new IllegalStateException("the audit failed: " + audit.errors());
        }
        return new AuditCounts(rows);
    }

    long of(String row) {
        return rows.getOrDefault(row, 0L);
    }
}
