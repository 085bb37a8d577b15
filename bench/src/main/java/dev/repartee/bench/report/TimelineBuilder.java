package dev.repartee.bench.report;

import dev.repartee.bench.report.Second.Latency;
import dev.repartee.bench.report.Second.Load;
import dev.repartee.bench.report.Second.Rates;
import dev.repartee.bench.report.Timeline.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts what several observers saw into the seconds of one timeline. Not for several threads.
 *
 * <p>What is added twice for one second is summed up for rates and queues, and averaged for what
 * processes used. Percentiles cannot be merged: of two the higher is kept.
 */
public final class TimelineBuilder {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Instant begin;
    private final TreeMap<Integer, Cell> cells = new TreeMap<>();
    private final List<Mark> marks = new ArrayList<>();

    /**
     * @param begin of the measured window; earlier seconds are the warm-up
     */
    public TimelineBuilder(Instant begin) {
        this.begin = begin;
    }

    public TimelineBuilder rates(Instant at, Rates rates) {
        Cell cell = cell(at);
        cell.rates = cell.rates == null ? rates : sum(cell.rates, rates);
        return this;
    }

    public TimelineBuilder latency(Instant at, Latency latency) {
        Cell cell = cell(at);
        cell.latency = cell.latency == null ? latency : higher(cell.latency, latency);
        return this;
    }

    public TimelineBuilder queueDepth(Instant at, long messages) {
        Cell cell = cell(at);
        cell.queueDepth = cell.queueDepth == null ? messages : cell.queueDepth + messages;
        return this;
    }

    public TimelineBuilder machine(Instant at, double busyPercent) {
        cell(at).machine.add(busyPercent);
        return this;
    }

    public TimelineBuilder process(Instant at, String name, Load load) {
        cell(at).loads.computeIfAbsent(name, ignored -> new ArrayList<>()).add(load);
        return this;
    }

    /** Marks a moment in the plots. */
    public TimelineBuilder mark(Instant at, String label) {
        marks.add(new Mark(Duration.between(begin, at).toMillis() / MILLIS_PER_SECOND, label));
        return this;
    }

    public Timeline build() {
        List<Second> seconds = new ArrayList<>();
        cells.forEach((at, cell) -> seconds.add(cell.second(at)));
        return new Timeline(seconds, marks);
    }

    private Cell cell(Instant at) {
        long second = Math.floorDiv(Duration.between(begin, at).toMillis(), 1_000L);
        return cells.computeIfAbsent(Math.toIntExact(second), ignored -> new Cell());
    }

    private static Rates sum(Rates one, Rates other) {
        return new Rates(
                one.offered() + other.offered(),
                one.accepted() + other.accepted(),
                one.refused() + other.refused(),
                one.finished() + other.finished());
    }

    private static Latency higher(Latency one, Latency other) {
        return new Latency(
                Math.max(one.p50(), other.p50()),
                Math.max(one.p95(), other.p95()),
                Math.max(one.p99(), other.p99()),
                Math.max(one.max(), other.max()));
    }

    /** What is known of one second so far. */
    private static final class Cell {
        private @Nullable Rates rates;
        private @Nullable Latency latency;
        private @Nullable Long queueDepth;
        private final List<Double> machine = new ArrayList<>();
        private final Map<String, List<Load>> loads = new LinkedHashMap<>();

        private Second second(int at) {
            Map<String, Load> average = new LinkedHashMap<>();
            loads.forEach((name, each) -> average.put(name, average(each)));
            return new Second(
                    at,
                    rates,
                    latency,
                    queueDepth,
                    machine.isEmpty()
                            ? null
                            : machine.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                    average);
        }

        private static Load average(List<Load> loads) {
            return new Load(
                    loads.stream().mapToDouble(Load::cpuPercent).average().orElse(0),
                    Math.round(loads.stream().mapToLong(Load::residentBytes).average().orElse(0)));
        }
    }
}
