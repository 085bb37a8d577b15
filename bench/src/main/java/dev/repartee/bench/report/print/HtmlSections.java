package dev.repartee.bench.report.print;

import dev.repartee.bench.report.Floor;
import dev.repartee.bench.report.Goal;
import dev.repartee.bench.report.Integrity;
import dev.repartee.bench.report.LoadSetting;
import dev.repartee.bench.report.Machine;
import dev.repartee.bench.report.Percentiles;
import dev.repartee.bench.report.ProcessKind;
import dev.repartee.bench.report.RunResult;
import dev.repartee.bench.report.RunSetting;
import dev.repartee.bench.report.StepLatency;
import dev.repartee.bench.report.Traffic;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The parts of the page that are words and numbers. */
final class HtmlSections {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final RunResult result;

    HtmlSections(RunResult result) {
        this.result = result;
    }

    Markup head() {
        RunSetting setting = result.setting();
        LoadSetting load = setting.load();
        Markup head = new Markup().open("header");
        head.element("p", "Repartee, " + MOMENT.format(setting.startedAt()), "class", "note");
        head.element("h1", setting.scenario());
        head.element("p", setting.purpose(), "class", "purpose");
        head.element(
                "p",
                Figures.count(load.ratePerSecond())
                        + " msg/s for "
                        + load.duration().toSeconds()
                        + " s, "
                        + Figures.count(load.users())
                        + " users, admission bound "
                        + Figures.count(load.admissionBound())
                        + ", on "
                        + setting.machine().cores()
                        + " cores with everything on them",
                "class",
                "note");
        head.element("p", verdict(), "class", result.succeeded() ? "verdict ok" : "verdict no");
        return head.close();
    }

    Markup tiles() {
        Traffic traffic = result.traffic();
        Integrity integrity = result.integrity();
        Markup tiles = new Markup().open("div", "class", "tiles");
        tile(
                tiles,
                "finished",
                Figures.count(traffic.finishedPerSecond()),
                "/s",
                "of " + Figures.count(traffic.offeredPerSecond()) + " offered");
        mainStep(tiles);
        cost(tiles);
        tile(
                tiles,
                "refused",
                Figures.percent(100 * traffic.refusedShare()),
                "",
                Figures.count(traffic.refused())
                        + " with 429, "
                        + Figures.count(traffic.failed())
                        + " failed");
        tile(
                tiles,
                "lost, duplicated, reordered",
                integrity.lost() + " · " + integrity.duplicated() + " · " + integrity.outOfOrder(),
                "",
                integrity.holds() ? "as promised" : "each must be 0");
        return tiles.close();
    }

    Markup goals() {
        HtmlTable table = new HtmlTable("", "goal", "measured", "wanted");
        for (Goal goal : result.goals()) {
            table.row(goal.met() ? "met" : "not met", goal.what(), goal.measured(), goal.wanted());
        }
        return result.goals().isEmpty() ? new Markup() : table.markup();
    }

    Markup steps() {
        return HtmlTable.of(Column.STEPS, result.steps());
    }

    Markup processes() {
        return HtmlTable.of(Column.PROCESSES, result.resources().processes());
    }

    Markup setting() {
        RunSetting setting = result.setting();
        Machine machine = setting.machine();
        Markup list = new Markup().open("dl");
        entry(list, "warm-up", setting.load().warmUp().toSeconds() + " s, not in the figures");
        setting.facts().forEach((name, value) -> entry(list, name, value));
        entry(
                list,
                "machine",
                machine.cores()
                        + " cores ("
                        + machine.processor()
                        + "), "
                        + Figures.mebibytes(machine.memoryBytes())
                        + " MiB, "
                        + machine.system());
        entry(
                list,
                "busy",
                Figures.percent(result.resources().machineBusyPercent())
                        + " of all cores in the measured window");
        entry(list, "Java", machine.java());
        Floor floor = result.resources().floor();
        if (floor != null) {
            entry(list, "floor", floorText(floor));
        }
        setting.layout().forEach(line -> entry(list, "process", line));
        return list.close();
    }

    private String verdict() {
        List<Goal> goals = result.goals();
        long missed = goals.stream().filter(goal -> !goal.met()).count();
        String promises =
                result.integrity().holds()
                        ? "Nothing lost, duplicated or reordered"
                        : "Messages were lost, duplicated or reordered";
        if (goals.isEmpty()) {
            return promises + ".";
        }
        return promises
                + (missed == 0
                        ? "; every goal is met."
                        : "; " + missed + " of " + goals.size() + " goals not met.");
    }

    private void mainStep(Markup tiles) {
        List<StepLatency> steps = result.steps();
        steps.stream()
                .filter(step -> step.step().equals(StepLatency.END_TO_END))
                .findFirst()
                .or(() -> steps.stream().findFirst())
                .ifPresent(
                        step ->
                                tile(
                                        tiles,
                                        "P99 " + step.step(),
                                        Figures.latency(step.latency(), Percentiles::p99),
                                        " ms",
                                        "P50 "
                                                + Figures.latency(step.latency(), Percentiles::p50)
                                                + ", max "
                                                + Figures.latency(
                                                        step.latency(), Percentiles::max)));
    }

    private void cost(Markup tiles) {
        OptionalDouble micros = result.resources().microsPerMessage(ProcessKind.SYSTEM);
        Double ratio = result.resources().ratioToFloor();
        tile(
                tiles,
                "CPU per message",
                micros.isPresent() ? Figures.amount(micros.getAsDouble()) : Figures.UNKNOWN,
                " µs",
                ratio == null ? "floor not measured" : Figures.amount(ratio) + " × the floor");
    }

    private static String floorText(Floor floor) {
        StringBuilder text =
                new StringBuilder(
                        Figures.amount(floor.cpuMicrosPerMessage())
                                + " µs per message at "
                                + Figures.count(floor.ratePerSecond())
                                + " msg/s, "
                                + Figures.amount(floor.flatOutMicrosPerMessage())
                                + " µs flat out");
        floor.engineMicrosPerMessage()
                .forEach(
                        (engine, micros) ->
                                text.append(", ")
                                        .append(engine)
                                        .append(' ')
                                        .append(Figures.amount(micros)));
        return text.toString();
    }

    private static void tile(Markup tiles, String what, String value, String unit, String note) {
        tiles.open("div").element("span", what).open("b").text(value);
        tiles.element("small", unit).close().element("em", note).close();
    }

    private static void entry(Markup list, String name, String value) {
        list.element("dt", name).element("dd", value);
    }
}
