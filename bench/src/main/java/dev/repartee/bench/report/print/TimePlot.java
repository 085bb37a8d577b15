package dev.repartee.bench.report.print;

import dev.repartee.bench.report.Timeline.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A plot over the seconds of a run as SVG, with a legend in HTML so that it wraps on a phone.
 * Pointing at a second tells all its values.
 */
final class TimePlot {
    private static final double WIDTH = 520;
    private static final double HEIGHT = 250;
    private static final double LEFT = 54;
    private static final double RIGHT = 12;
    private static final double TOP = 20;
    private static final double BOTTOM = 26;
    private static final int MOST_HOVERS = 400;
    private static final double LABEL_ROOM = 90;

    private final List<Integer> seconds;
    private final Axis time;
    private final Axis amounts;
    private final DoubleFunction<String> unit;
    private final Markup svg = new Markup();

    private TimePlot(PlotTime shared, Axis amounts, DoubleFunction<String> unit) {
        this.seconds = shared.seconds();
        this.time = Axis.time(seconds.getFirst(), seconds.getLast() + 1.0);
        this.amounts = amounts;
        this.unit = unit;
    }

    /**
     * Lines, one over the other.
     *
     * @param bound a level that the values are to be seen against, drawn dashed; absent for none
     */
    static Markup lines(
            PlotTitle title,
            PlotTime time,
            List<Curve> curves,
            Axis amounts,
            @Nullable Double bound) {
        TimePlot plot = new TimePlot(time, amounts, title.unit());
        plot.begin(title, time);
        if (bound != null && bound <= amounts.high()) {
            plot.level(bound);
        }
        curves.forEach(plot::line);
        plot.end(curves);
        return figure(title, curves, plot.svg);
    }

    /** Areas, one upon the other: the upper edge is the sum. */
    static Markup stack(
            PlotTitle title,
            PlotTime time,
            List<Curve> curves,
            Axis amounts,
            @Nullable Double bound) {
        TimePlot plot = new TimePlot(time, amounts, title.unit());
        plot.begin(title, time);
        double[] base = new double[time.seconds().size()];
        for (Curve curve : curves) {
            base = plot.area(curve, base);
        }
        if (bound != null && bound <= amounts.high()) {
            plot.level(bound);
        }
        plot.end(curves);
        return figure(title, curves.reversed(), plot.svg);
    }

    private static Markup figure(PlotTitle title, List<Curve> curves, Markup svg) {
        Markup figure = new Markup().open("figure");
        figure.open("figcaption").element("strong", title.title());
        figure.element("span", title.note(), "class", "note").close();
        figure.open("ul", "class", "legend");
        for (Curve curve : curves) {
            figure.open("li")
                    .element("i", "", "style", "background:" + curve.color())
                    .text(curve.name() + " ")
                    .element("span", "max " + title.unit().apply(curve.highest()))
                    .close();
        }
        return figure.close().add(svg).close();
    }

    private void begin(PlotTitle title, PlotTime shared) {
        svg.open(
                "svg",
                "viewBox",
                "0 0 " + (int) WIDTH + " " + (int) HEIGHT,
                "role",
                "img",
                "aria-label",
                title.title() + ", " + title.note());
        shade(time.low(), Math.min(0, time.high()), "warm-up");
        shade(Math.max(shared.measured(), time.low()), time.high(), "after");
        for (double tick : amounts.ticks()) {
            svg.empty(
                    "line",
                    "class",
                    "grid",
                    "x1",
                    LEFT,
                    "x2",
                    WIDTH - RIGHT,
                    "y1",
                    y(tick),
                    "y2",
                    y(tick));
            svg.element(
                    "text", Figures.tick(tick), "class", "end", "x", LEFT - 6, "y", y(tick) + 4);
        }
        for (double tick : time.ticks()) {
            svg.element(
                    "text",
                    Figures.count(tick) + (tick == 0 ? " s" : ""),
                    "class",
                    "middle",
                    "x",
                    x(tick),
                    "y",
                    HEIGHT - BOTTOM + 16);
        }
        marks(shared.marks());
    }

    /** What is not in the figures. */
    private void shade(double from, double to, String label) {
        if (to <= from) {
            return;
        }
        double width = x(to) - x(from);
        svg.empty(
                "rect",
                "class",
                "warm",
                "x",
                x(from),
                "y",
                TOP,
                "width",
                width,
                "height",
                HEIGHT - TOP - BOTTOM);
        if (width > LABEL_ROOM / 2) {
            svg.element("text", label, "class", "small", "x", x(from) + 4, "y", TOP - 6);
        }
    }

    /** Labels keep out of each other's way by taking the other side of their line, or none. */
    private void marks(List<Mark> marks) {
        double free = LEFT;
        for (Mark mark : marks) {
            if (mark.at() < time.low() || mark.at() > time.high()) {
                continue;
            }
            double at = x(mark.at());
            svg.empty(
                    "line",
                    "class",
                    "mark",
                    "x1",
                    at,
                    "x2",
                    at,
                    "y1",
                    TOP - 4,
                    "y2",
                    HEIGHT - BOTTOM);
            boolean right = at + LABEL_ROOM < WIDTH;
            if (right && at >= free) {
                svg.element("text", mark.label(), "class", "small", "x", at + 3, "y", TOP - 6);
                free = at + LABEL_ROOM;
            } else if (at - LABEL_ROOM >= free) {
                svg.element("text", mark.label(), "class", "small end", "x", at - 3, "y", TOP - 6);
                free = at;
            }
        }
    }

    private void level(double bound) {
        svg.empty(
                "line",
                "class",
                "bound",
                "x1",
                LEFT,
                "x2",
                WIDTH - RIGHT,
                "y1",
                y(bound),
                "y2",
                y(bound));
    }

    /** A second without a value, and one that is missing altogether, interrupt the line. */
    private void line(Curve curve) {
        StringBuilder path = new StringBuilder();
        boolean connected = false;
        for (int index = 0; index < seconds.size(); index++) {
            Double value = curve.values().get(index);
            connected &= index > 0 && seconds.get(index) == seconds.get(index - 1) + 1;
            if (value != null) {
                point(path, connected ? 'L' : 'M', middle(index), y(value));
                if (!connected) {
                    path.append("h.01");
                }
            }
            connected = value != null;
        }
        svg.empty(
                "path",
                "class",
                "line",
                "d",
                path,
                "style",
                "stroke:" + curve.color() + ";stroke-width:" + curve.width());
    }

    private double[] area(Curve curve, double[] base) {
        double[] top = base.clone();
        StringBuilder path = new StringBuilder();
        for (int index = 0; index < top.length; index++) {
            Double value = curve.values().get(index);
            top[index] += value == null ? 0 : value;
            point(path, index == 0 ? 'M' : 'L', middle(index), y(top[index]));
        }
        for (int index = top.length - 1; index >= 0; index--) {
            point(path, 'L', middle(index), y(base[index]));
        }
        svg.empty("path", "class", "area", "d", path.append('Z'), "style", "fill:" + curve.color());
        return top;
    }

    private void end(List<Curve> curves) {
        if (seconds.size() <= MOST_HOVERS) {
            double width = x(time.low() + 1) - x(time.low());
            for (int index = 0; index < seconds.size(); index++) {
                svg.open(
                                "rect",
                                "class",
                                "hover",
                                "x",
                                x(seconds.get(index)),
                                "y",
                                TOP,
                                "width",
                                width,
                                "height",
                                HEIGHT - TOP - BOTTOM)
                        .element("title", told(index, curves))
                        .close();
            }
        }
        svg.close();
    }

    private String told(int index, List<Curve> curves) {
        List<String> values = new ArrayList<>();
        for (Curve curve : curves) {
            Double value = curve.values().get(index);
            values.add(curve.name() + " " + (value == null ? Figures.UNKNOWN : unit.apply(value)));
        }
        return seconds.get(index) + " s\n" + String.join("\n", values.reversed());
    }

    private double middle(int index) {
        return x(seconds.get(index) + 0.5);
    }

    private double x(double second) {
        return LEFT + time.position(second) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double amount) {
        return HEIGHT - BOTTOM - amounts.position(amount) * (HEIGHT - TOP - BOTTOM);
    }

    private static void point(StringBuilder path, char command, double x, double y) {
        path.append(command).append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
    }

    /**
     * What a plot says about itself.
     *
     * @param note unit and scale
     * @param unit writes a value
     */
    record PlotTitle(String title, String note, DoubleFunction<String> unit) {}
}
