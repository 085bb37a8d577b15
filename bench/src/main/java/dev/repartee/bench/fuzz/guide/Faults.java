package dev.repartee.bench.fuzz.guide;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The different faults that were found, each with the shortest input that showed it. Thread-safe.
 */
public final class Faults {

    private final Map<String, Finding> findings = new LinkedHashMap<>();

    public synchronized void add(Finding finding) {
        findings.merge(
                finding.kind(),
                finding,
                (known, other) -> other.input().length < known.input().length ? other : known);
    }

    public synchronized int count() {
        return findings.size();
    }

    public synchronized List<Finding> all() {
        return List.copyOf(findings.values());
    }
}
