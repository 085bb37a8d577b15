package dev.repartee.bench.report.print;

import dev.repartee.bench.report.Floor;
import dev.repartee.bench.report.ProcessKind;
import dev.repartee.bench.report.Resources;
import java.util.ArrayList;
import java.util.List;

/** CPU per message as bars, the floor among them. */
final class CostPlot {
    private static final double WIDTH = 520;
    private static final double LEFT = 112;
    private static final double RIGHT = 56;
    private static final double ROW = 26;
    private static final double BAR = 16;

    private CostPlot() {}

    static Markup of(Resources resources) {
        List<Bar> bars = bars(resources);
        if (bars.isEmpty()) {
            return new Markup();
        }
        double highest = bars.stream().mapToDouble(Bar::micros).max().orElse(1);
        Markup figure = new Markup().open("figure");
        figure.open("figcaption").element("strong", "CPU per message");
        figure.element("span", "microseconds of one core, from 0", "class", "note").close();
        figure.open(
                "svg",
                "viewBox",
                "0 0 " + (int) WIDTH + " " + (int) (ROW * bars.size() + 6),
                "role",
                "img",
                "aria-label",
                "CPU microseconds per message by process");
        for (int row = 0; row < bars.size(); row++) {
            Bar bar = bars.get(row);
            double y = ROW * row + 4;
            double width = (WIDTH - LEFT - RIGHT) * (highest > 0 ? bar.micros() / highest : 0);
            String weight = bar.sum() ? " total" : "";
            figure.element(
                    "text",
                    Figures.label(bar.name()),
                    "class",
                    "end" + weight,
                    "x",
                    LEFT - 8,
                    "y",
                    y + BAR - 4);
            figure.empty(
                    "rect",
                    "x",
                    LEFT,
                    "y",
                    y,
                    "width",
                    Math.max(width, 1),
                    "height",
                    BAR,
                    "rx",
                    2,
                    "style",
                    "fill:" + bar.color());
            figure.element(
                    "text",
                    Figures.amount(bar.micros()),
                    "class",
                    "value" + weight,
                    "x",
                    LEFT + width + 6,
                    "y",
                    y + BAR - 4);
        }
        return figure.close().close();
    }

    private static List<Bar> bars(Resources resources) {
        List<Bar> bars = new ArrayList<>();
        Floor floor = resources.floor();
        if (floor != null) {
            bars.add(new Bar("floor", floor.cpuMicrosPerMessage(), "var(--good)", true));
        }
        for (ProcessKind kind : ProcessKind.values()) {
            String color = ProcessColor.of(kind, 0, 1);
            String part = ProcessColor.of(kind, 1, 2);
            resources
                    .microsPerMessage(kind)
                    .ifPresent(sum -> bars.add(new Bar(together(kind), sum, color, true)));
            resources.processes().stream()
                    .filter(process -> process.kind() == kind)
                    .forEach(
                            process -> {
                                Double micros = process.cpuMicrosPerMessage();
                                if (micros != null) {
                                    bars.add(new Bar(process.name(), micros, part, false));
                                }
                            });
        }
        return bars;
    }

    private static String together(ProcessKind kind) {
        return switch (kind) {
            case SYSTEM -> "system";
            case ENGINE -> "engines";
            case INSTRUMENT -> "instruments";
        };
    }

    private record Bar(String name, double micros, String color, boolean sum) {}
}
