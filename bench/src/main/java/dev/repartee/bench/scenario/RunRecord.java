package dev.repartee.bench.scenario;

import dev.repartee.bench.load.LoadResult;
import dev.repartee.bench.load.StreamResult;
import dev.repartee.bench.report.sample.Tick;
import java.util.List;
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
 */
record RunRecord(
        List<LoadResult> results,
        StoredRows rows,
        AuditCounts audit,
        List<Tick> ticks,
        Tick from,
        Tick to) {

    RunRecord {
        results = List.copyOf(results);
        ticks = List.copyOf(ticks);
    }

    /** Every stream of every generator. */
    Stream<StreamResult> streams() {
        return results.stream().flatMap(result -> result.streams().stream());
    }

    long accepted() {
        return streams().mapToLong(StreamResult::accepted).sum();
    }
}
