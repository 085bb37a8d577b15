package dev.repartee.bench.report.print;

import dev.repartee.bench.report.ProcessKind;
import java.util.Locale;

/** One hue for each kind of process, one shade for each process of it. */
final class ProcessColor {
    private static final int PALEST_PERCENT = 45;

    private ProcessColor() {}

    static String of(ProcessKind kind, int index, int count) {
        String hue = "var(--" + kind.name().toLowerCase(Locale.ROOT) + ")";
        int percent = count <= 1 ? 100 : 100 - (100 - PALEST_PERCENT) * index / (count - 1);
        return "color-mix(in oklab, " + hue + " " + percent + "%, var(--paper))";
    }
}
