package dev.repartee.bench.scenario;

import dev.repartee.bench.load.LoadResult;
import dev.repartee.bench.load.StreamResult;
import dev.repartee.bench.report.sample.Tick;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that was seen of a run.
 *
 * @param results of the generators
 * @param rows what history holds
 * @param audit what the auditor counts
 * @param ticks of the sampler, oldest first
 * @param from where the measured window begins among them
 * @param to where it ends
 * @param drained how fast each stage worked a backlog off, in messages a second; empty without one
 */
record RunRecord(
        List<LoadResult> results,
        StoredRows rows,
        AuditCounts audit,
        List<Tick> ticks,
        Tick from,
        Tick to,
        Map<String, Double> drained) {

    RunRecord {
        results = List.copyOf(results);
        ticks = List.copyOf(ticks);
        drained = Collections.unmodifiableMap(new LinkedHashMap<>(drained));
    }

    /** Every stream of every generator. */
    Stream<StreamResult> streams() {
        return results.stream().flatMap(result -> result.streams().stream());
    }

    long accepted() {
        return streams().mapToLong(StreamResult::accepted).sum();
    }
}
