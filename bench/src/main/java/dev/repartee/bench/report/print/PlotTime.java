package dev.repartee.bench.report.print;

import dev.repartee.bench.report.Second;
import dev.repartee.bench.report.Timeline;
import dev.repartee.bench.report.Timeline.Mark;
import java.util.Comparator;
import java.util.List;

/**
 * The time that all plots of a page share.
 *
 * @param seconds those that are shown
 * @param measured how long the measured window was; what is before and after it is shaded
 */
record PlotTime(List<Integer> seconds, double measured, List<Mark> marks) {

    /** A warm-up longer than half the window would push the window aside: its end is shown. */
    static List<Second> shown(Timeline timeline, double measured) {
        double from = -Math.max(1, measured / 2);
        return timeline.seconds().stream().filter(second -> second.at() >= from).toList();
    }

    static PlotTime of(List<Second> shown, double measured, List<Mark> marks) {
        return new PlotTime(
                shown.stream().map(Second::at).toList(),
                measured,
                marks.stream().sorted(Comparator.comparingDouble(Mark::at)).toList());
    }
}
