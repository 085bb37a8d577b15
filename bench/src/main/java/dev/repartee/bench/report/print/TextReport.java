package dev.repartee.bench.report.print;

import dev.repartee.bench.report.Floor;
import dev.repartee.bench.report.Goal;
import dev.repartee.bench.report.Integrity;
import dev.repartee.bench.report.LoadSetting;
import dev.repartee.bench.report.Machine;
import dev.repartee.bench.report.ProcessKind;
import dev.repartee.bench.report.Resources;
import dev.repartee.bench.report.RunResult;
import dev.repartee.bench.report.RunSetting;
import dev.repartee.bench.report.Traffic;

/** A result for the terminal: what was done, what came out, what it cost, whether it is enough. */
public final class TextReport {
    private final StringBuilder out = new StringBuilder();

    private TextReport() {}

    /** The whole result, at most {@value TextTable#WIDEST} columns wide. */
    public static String of(RunResult result) {
        TextReport report = new TextReport();
        report.setting(result.setting());
        report.traffic(result.traffic(), result.integrity());
        report.steps(result);
        report.processes(result.resources());
        report.goals(result);
        return report.out.toString();
    }

    private void setting(RunSetting setting) {
        LoadSetting load = setting.load();
        line(setting.scenario() + ": " + setting.purpose());
        line(
                Figures.count(load.ratePerSecond())
                        + " msg/s for "
                        + load.duration().toSeconds()
                        + " s after "
                        + load.warmUp().toSeconds()
                        + " s of warm-up, "
                        + Figures.count(load.users())
                        + " users, admission bound "
                        + Figures.count(load.admissionBound()));
        if (!setting.facts().isEmpty()) {
            line(
                    String.join(
                            "; ",
                            setting.facts().entrySet().stream()
                                    .map(fact -> fact.getKey() + ": " + fact.getValue())
                                    .toList()));
        }
        Machine machine = setting.machine();
        line(
                machine.cores()
                        + " cores ("
                        + machine.processor()
                        + "), "
                        + Figures.mebibytes(machine.memoryBytes())
                        + " MiB, "
                        + machine.java());
        line("");
    }

    private void traffic(Traffic traffic, Integrity integrity) {
        TextTable table = TextTable.of("messages", "count", "per second");
        table.row("offered", Figures.count(traffic.offered()), rate(traffic.offeredPerSecond()));
        table.row("accepted", Figures.count(traffic.accepted()), rate(traffic.acceptedPerSecond()));
        table.row("refused", Figures.count(traffic.refused()), rate(traffic.refusedPerSecond()));
        table.row("failed", Figures.count(traffic.failed()), rate(traffic.failedPerSecond()));
        table.row("finished", Figures.count(traffic.finished()), rate(traffic.finishedPerSecond()));
        table(table);
        line(
                "lost "
                        + integrity.lost()
                        + ", duplicated "
                        + integrity.duplicated()
                        + ", out of order "
                        + integrity.outOfOrder()
                        + (integrity.holds() ? "" : "   <-- each must be 0"));
        if (traffic.refused() > 0) {
            line(
                    Figures.percent(100 * traffic.refusedShare())
                            + " was refused: the latencies below are those of the rest.");
        }
        line("");
    }

    private void steps(RunResult result) {
        table(TextTable.of(Column.STEPS, result.steps()).text(7));
        line("");
    }

    private void processes(Resources resources) {
        table(TextTable.of(Column.PROCESSES, resources.processes()).text(1));
        line(
                "CPU per message: "
                        + perMessage(resources, ProcessKind.SYSTEM)
                        + " system, "
                        + perMessage(resources, ProcessKind.ENGINE)
                        + " engines, "
                        + perMessage(resources, ProcessKind.INSTRUMENT)
                        + " instruments; machine "
                        + Figures.percent(resources.machineBusyPercent())
                        + " busy");
        floor(resources);
        line("");
    }

    private void floor(Resources resources) {
        Floor floor = resources.floor();
        if (floor != null) {
            Double ratio = resources.ratioToFloor();
            line(
                    "Floor: "
                            + Figures.amount(floor.cpuMicrosPerMessage())
                            + " us/msg at "
                            + Figures.count(floor.ratePerSecond())
                            + " msg/s, "
                            + Figures.amount(floor.flatOutMicrosPerMessage())
                            + " flat out; the system needs "
                            + (ratio == null ? Figures.UNKNOWN : Figures.amount(ratio) + "x")
                            + " of the former");
        }
    }

    private void goals(RunResult result) {
        TextTable table = TextTable.of("goal", "wanted", "measured", "").text(1, 2, 3);
        for (Goal goal : result.goals()) {
            table.row(goal.what(), goal.wanted(), goal.measured(), goal.met() ? "met" : "NOT MET");
        }
        table(table);
    }

    private void table(TextTable table) {
        if (!table.empty()) {
            out.append(table.render());
        }
    }

    private void line(String text) {
        out.append(TextLines.wrap(text, TextTable.WIDEST)).append('\n');
    }

    private static String rate(double perSecond) {
        return perSecond < 10 ? Figures.amount(perSecond) : Figures.count(perSecond);
    }

    private static String perMessage(Resources resources, ProcessKind kind) {
        var micros = resources.microsPerMessage(kind);
        return micros.isPresent() ? Figures.amount(micros.getAsDouble()) + " us" : Figures.UNKNOWN;
    }
}
