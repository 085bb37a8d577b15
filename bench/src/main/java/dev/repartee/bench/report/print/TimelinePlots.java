package dev.repartee.bench.report.print;

import dev.repartee.bench.report.ProcessKind;
import dev.repartee.bench.report.ProcessUse;
import dev.repartee.bench.report.RunResult;
import dev.repartee.bench.report.Second;
import dev.repartee.bench.report.Second.Latency;
import dev.repartee.bench.report.Second.Load;
import dev.repartee.bench.report.Second.Rates;
import dev.repartee.bench.report.print.TimePlot.PlotTitle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The plots of a run over time. What nobody measured has no plot. */
final class TimelinePlots {
    private static final double WIDE_RANGE = 20;
    private static final double BYTES_PER_MEBIBYTE = 1024.0 * 1024.0;
    private static final double PERCENT_PER_CORE = 100;

    /** In MiB: less would make a page of noise look like a leak. */
    private static final double LEAST_GROWTH_SHOWN = 64;

    private final RunResult result;
    private final List<Second> seconds;
    private final PlotTime time;

    TimelinePlots(RunResult result) {
        this.result = result;
        double measured = result.setting().load().duration().toSeconds();
        this.seconds = PlotTime.shown(result.timeline(), measured);
        this.time = PlotTime.of(seconds, measured, result.timeline().marks());
    }

    List<Markup> all() {
        List<Markup> plots = new ArrayList<>();
        if (!seconds.isEmpty()) {
            latency(plots);
            throughput(plots);
            queue(plots);
            cpu(plots);
            memory(plots);
            growth(plots);
        }
        return plots;
    }

    private void latency(List<Markup> plots) {
        List<Curve> curves =
                known(
                        latencyCurve("max", "var(--faint)", Latency::max),
                        latencyCurve("P99", "var(--strong)", Latency::p99),
                        latencyCurve("P95", "var(--middle)", Latency::p95),
                        latencyCurve("P50", "var(--light)", Latency::p50));
        if (curves.isEmpty()) {
            return;
        }
        double highest = highest(curves);
        double lowest = curves.stream().mapToDouble(Curve::lowest).min().orElse(1);
        boolean wide = highest > WIDE_RANGE * lowest;
        plots.add(
                TimePlot.lines(
                        new PlotTitle(
                                "Latency",
                                "ms, of what ended in each second"
                                        + (wide ? ", logarithmic scale" : ""),
                                Figures::amount),
                        time,
                        curves,
                        wide ? Axis.magnitudes(lowest, highest) : Axis.amounts(highest),
                        null));
    }

    private void throughput(List<Markup> plots) {
        List<Curve> curves =
                known(
                        rateCurve("offered", "var(--faint)", Rates::offered),
                        rateCurve("accepted", "var(--light)", Rates::accepted).widened(),
                        rateCurve("finished", "var(--strong)", Rates::finished),
                        rateCurve("refused", "var(--bad)", Rates::refused));
        if (!curves.isEmpty()) {
            plots.add(
                    TimePlot.lines(
                            new PlotTitle("Throughput", "messages per second", Figures::count),
                            time,
                            curves,
                            Axis.amounts(highest(curves)),
                            null));
        }
    }

    private void queue(List<Markup> plots) {
        List<Curve> curves =
                known(
                        curve(
                                "accepted and unfinished",
                                "var(--strong)",
                                second ->
                                        second.queueDepth() == null
                                                ? null
                                                : second.queueDepth().doubleValue()));
        double bound = result.setting().load().admissionBound();
        if (!curves.isEmpty()) {
            plots.add(
                    TimePlot.lines(
                            new PlotTitle(
                                    "Queue depth",
                                    "messages; the admission bound is " + Figures.count(bound),
                                    Figures::count),
                            time,
                            curves,
                            Axis.amounts(highest(curves)),
                            bound));
        }
    }

    private void cpu(List<Markup> plots) {
        double cores = PERCENT_PER_CORE * result.setting().machine().cores();
        List<Curve> curves = processCurves(Load::cpuPercent);
        if (!curves.isEmpty()) {
            plots.add(
                    TimePlot.stack(
                            new PlotTitle(
                                    "CPU",
                                    "% of one core, stacked; the machine has "
                                            + Figures.count(cores),
                                    Figures::count),
                            time,
                            curves,
                            Axis.amounts(Math.max(cores, highestSum(curves))),
                            cores));
        }
    }

    private void memory(List<Markup> plots) {
        List<Curve> curves = processCurves(load -> load.residentBytes() / BYTES_PER_MEBIBYTE);
        if (!curves.isEmpty()) {
            plots.add(
                    TimePlot.stack(
                            new PlotTitle("Resident memory", "MiB, stacked", Figures::count),
                            time,
                            curves,
                            Axis.amounts(highestSum(curves)),
                            null));
        }
    }

    /** A leak that is small beside the process shows here long before it does in the stack. */
    private void growth(List<Markup> plots) {
        List<Curve> curves =
                processCurves(load -> load.residentBytes() / BYTES_PER_MEBIBYTE).stream()
                        .map(this::sinceBegin)
                        .toList();
        if (!curves.isEmpty()) {
            plots.add(
                    TimePlot.lines(
                            new PlotTitle(
                                    "Growth of memory",
                                    "MiB more than when the measured window began",
                                    Figures::amount),
                            time,
                            curves,
                            Axis.differences(
                                    curves.stream().mapToDouble(Curve::bottom).min().orElse(0),
                                    Math.max(highest(curves), LEAST_GROWTH_SHOWN)),
                            null));
        }
    }

    private Curve sinceBegin(Curve curve) {
        List<@Nullable Double> values = new ArrayList<>();
        Double begin = null;
        for (int index = 0; index < seconds.size(); index++) {
            Double value = curve.values().get(index);
            begin = begin == null && seconds.get(index).at() >= 0 ? value : begin;
            values.add(value == null || begin == null ? null : value - begin);
        }
        return Curve.thin(curve.name(), curve.color(), values);
    }

    private Curve latencyCurve(String name, String color, Function<Latency, Double> part) {
        return curve(
                name,
                color,
                second -> second.latency() == null ? null : part.apply(second.latency()));
    }

    private Curve rateCurve(String name, String color, Function<Rates, Long> part) {
        return curve(
                name,
                color,
                second -> second.rates() == null ? null : part.apply(second.rates()).doubleValue());
    }

    private List<Curve> processCurves(Function<Load, Double> part) {
        List<Curve> curves = new ArrayList<>();
        for (ProcessKind kind : ProcessKind.values()) {
            List<ProcessUse> ofKind =
                    result.resources().processes().stream()
                            .filter(process -> process.kind() == kind)
                            .toList();
            for (int index = 0; index < ofKind.size(); index++) {
                String name = ofKind.get(index).name();
                curves.add(
                        curve(
                                name,
                                ProcessColor.of(kind, index, ofKind.size()),
                                second -> {
                                    Load load = second.processes().get(name);
                                    return load == null ? null : part.apply(load);
                                }));
            }
        }
        return curves.stream().filter(Curve::known).toList();
    }

    private Curve curve(String name, String color, Function<Second, @Nullable Double> value) {
        List<@Nullable Double> values = new ArrayList<>();
        seconds.forEach(second -> values.add(value.apply(second)));
        return Curve.thin(name, color, values);
    }

    private static List<Curve> known(Curve... curves) {
        return List.of(curves).stream().filter(Curve::known).toList();
    }

    private static double highest(List<Curve> curves) {
        return curves.stream().mapToDouble(Curve::highest).max().orElse(0);
    }

    private double highestSum(List<Curve> curves) {
        double highest = 0;
        for (int index = 0; index < seconds.size(); index++) {
            double sum = 0;
            for (Curve curve : curves) {
                Double value = curve.values().get(index);
                sum += value == null ? 0 : value;
            }
            highest = Math.max(highest, sum);
        }
        return highest;
    }
}
