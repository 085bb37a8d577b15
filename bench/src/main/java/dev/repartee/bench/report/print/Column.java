package dev.repartee.bench.report.print;

import dev.repartee.bench.report.Pauses;
import dev.repartee.bench.report.Percentiles;
import dev.repartee.bench.report.ProcessUse;
import dev.repartee.bench.report.StepLatency;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What a table tells of each of its rows, on the page and in the terminal alike. The page has room
 * for longer heads, and for columns that the terminal does without.
 *
 * @param head on the page
 * @param brief in the terminal; empty when it is not shown there
 */
record Column<T>(String head, String brief, Function<T, String> cell) {

    static final List<Column<StepLatency>> STEPS =
            List.of(
                    both("ms", StepLatency::step),
                    both("P50", latency(Percentiles::p50)),
                    both("P95", latency(Percentiles::p95)),
                    both("P99", latency(Percentiles::p99)),
                    both("P99.9", latency(Percentiles::p999)),
                    both("max", latency(Percentiles::max)),
                    new Column<>("mean", "", latency(Percentiles::mean)),
                    both("samples", step -> Figures.count(step.latency().count())),
                    both("timed by", StepLatency::source));

    static final List<Column<ProcessUse>> PROCESSES =
            List.of(
                    both("process", ProcessUse::name),
                    both("kind", use -> use.kind().label()),
                    both("CPU s", use -> Figures.amount(use.cpuSeconds())),
                    new Column<>(
                            "µs/msg", "us/msg", use -> Figures.amount(use.cpuMicrosPerMessage())),
                    both("peak MiB", use -> Figures.mebibytes(use.memory().peakBytes())),
                    new Column<>("start → end MiB", "start → end", Column::growth),
                    both("files", use -> Figures.count(use.peak().openFiles())),
                    both("threads", use -> Figures.count(use.peak().threads())),
                    new Column<>(
                            "GC pauses", "GC", pauses(pauses -> Figures.count(pauses.count()))),
                    new Column<>(
                            "in all ms",
                            "",
                            pauses(pauses -> Figures.amount(pauses.totalMillis()))),
                    new Column<>(
                            "longest ms",
                            "max ms",
                            pauses(pauses -> Figures.amount(pauses.maxMillis()))));

    /** Those that the terminal shows. */
    static <T> List<Column<T>> inTerminal(List<Column<T>> columns) {
        return columns.stream().filter(column -> !column.brief.isEmpty()).toList();
    }

    private static <T> Column<T> both(String head, Function<T, String> cell) {
        return new Column<>(head, head, cell);
    }

    private static Function<StepLatency, String> latency(ToDoubleFunction<Percentiles> part) {
        return step -> Figures.latency(step.latency(), part);
    }

    private static String growth(ProcessUse use) {
        return Figures.mebibytes(use.memory().startBytes())
                + " → "
                + Figures.mebibytes(use.memory().endBytes());
    }

    private static Function<ProcessUse, String> pauses(Function<Pauses, String> part) {
        return use -> {
            Pauses pauses = use.pauses();
            return pauses == null ? Figures.UNKNOWN : part.apply(pauses);
        };
    }
}
