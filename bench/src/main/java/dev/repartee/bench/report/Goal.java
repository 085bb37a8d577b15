package dev.repartee.bench.report;

import java.util.Locale;

/**
 * What a scenario is to reach, and whether it did.
 *
 * @param what the figure in words
 * @param wanted the bound as text, such as {@code <= 400 ms}
 * @param measured what came out, in the same unit
 */
public record Goal(String what, String wanted, String measured, boolean met) {

    public static Goal atMost(String what, double bound, double measured, String unit) {
        return new Goal(what, "<= " + text(bound, unit), text(measured, unit), measured <= bound);
    }

    public static Goal atLeast(String what, double bound, double measured, String unit) {
        return new Goal(what, ">= " + text(bound, unit), text(measured, unit), measured >= bound);
    }

    /** A goal whose figure was not measured: unmet, since nothing shows that it was reached. */
    public static Goal unmeasured(String what, String wanted) {
        return new Goal(what, wanted, "not measured", false);
    }

    private static String text(double value, String unit) {
        if (Double.isNaN(value)) {
            return "not measured";
        }
        String number =
                value == Math.rint(value)
                        ? String.format(Locale.ROOT, "%,.0f", value)
                        : String.format(Locale.ROOT, "%,.2f", value);
        return (number + " " + unit).strip();
    }
}
