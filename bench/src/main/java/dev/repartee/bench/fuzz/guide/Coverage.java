package dev.repartee.bench.fuzz.guide;

import java.util.Locale;

/** Lines and branches that were reached, of those that there are. */
public record Coverage(int lines, int allLines, int branches, int allBranches) {

    public static final Coverage NONE = new Coverage(0, 0, 0, 0);

    /** Both together. */
    public Coverage plus(Coverage other) {
        return new Coverage(
                lines + other.lines,
                allLines + other.allLines,
                branches + other.branches,
                allBranches + other.allBranches);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s of %d lines, %s of %d branches",
                percent(lines, allLines),
                allLines,
                percent(branches, allBranches),
                allBranches);
    }

    private static String percent(int part, int whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
