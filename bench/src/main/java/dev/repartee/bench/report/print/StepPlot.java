package dev.repartee.bench.report.print;

import dev.repartee.bench.report.Percentiles;
import dev.repartee.bench.report.StepLatency;
import java.util.List;

/** The latencies of all steps on one logarithmic scale, from the median to the slowest. */
final class StepPlot {
    private static final double WIDTH = 520;
    private static final double LEFT = 112;
    private static final double RIGHT = 22;
    private static final double ROW = 30;
    private static final double BOTTOM = 26;

    private StepPlot() {}

    static Markup of(List<StepLatency> all) {
        List<StepLatency> steps = all.stream().filter(step -> !step.latency().none()).toList();
        if (steps.isEmpty()) {
            return new Markup();
        }
        Axis axis =
                Axis.magnitudes(
                        steps.stream().mapToDouble(step -> step.latency().p50()).min().orElse(1),
                        steps.stream().mapToDouble(step -> step.latency().max()).max().orElse(1));
        Markup figure = new Markup().open("figure");
        figure.open("figcaption").element("strong", "Latency by step");
        figure.element("span", "ms, logarithmic scale", "class", "note").close();
        figure.open("ul", "class", "legend");
        legend(figure, "var(--light)", "P50");
        legend(figure, "var(--middle)", "P95");
        legend(figure, "var(--strong)", "P99");
        legend(figure, "var(--ink)", "P99.9");
        legend(figure, "var(--faint)", "max");
        figure.close();
        double height = ROW * steps.size() + BOTTOM;
        figure.open(
                "svg",
                "viewBox",
                "0 0 " + (int) WIDTH + " " + (int) height,
                "role",
                "img",
                "aria-label",
                "Latency by step, ms, logarithmic scale");
        for (double tick : axis.ticks()) {
            figure.empty(
                    "line",
                    "class",
                    "grid",
                    "x1",
                    x(axis, tick),
                    "x2",
                    x(axis, tick),
                    "y1",
                    0,
                    "y2",
                    height - BOTTOM);
            figure.element(
                    "text",
                    Figures.tick(tick),
                    "class",
                    "middle",
                    "x",
                    x(axis, tick),
                    "y",
                    height - 8);
        }
        for (int row = 0; row < steps.size(); row++) {
            row(figure, axis, steps.get(row), ROW * row + ROW / 2);
        }
        return figure.close().close();
    }

    private static void row(Markup svg, Axis axis, StepLatency step, double y) {
        Percentiles latency = step.latency();
        svg.element("text", Figures.label(step.step()), "class", "end", "x", LEFT - 12, "y", y + 4);
        svg.empty(
                "line",
                "class",
                "range",
                "x1",
                x(axis, latency.p50()),
                "x2",
                x(axis, latency.max()),
                "y1",
                y,
                "y2",
                y);
        dot(svg, axis, latency.max(), y, "var(--faint)");
        dot(svg, axis, latency.p999(), y, "var(--ink)");
        dot(svg, axis, latency.p99(), y, "var(--strong)");
        dot(svg, axis, latency.p95(), y, "var(--middle)");
        dot(svg, axis, latency.p50(), y, "var(--light)");
    }

    private static void dot(Markup svg, Axis axis, double millis, double y, String color) {
        svg.open(
                        "circle",
                        "cx",
                        x(axis, millis),
                        "cy",
                        y,
                        "r",
                        5,
                        "class",
                        "dot",
                        "style",
                        "fill:" + color)
                .element("title", Figures.amount(millis) + " ms")
                .close();
    }

    private static double x(Axis axis, double millis) {
        return LEFT + axis.position(millis) * (WIDTH - LEFT - RIGHT);
    }

    private static void legend(Markup figure, String color, String name) {
        figure.open("li").open("i", "style", "background:" + color).close().text(name).close();
    }
}
