package dev.repartee.bench.report.print;

import dev.repartee.bench.report.Percentiles;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as people read them, the same in the table and on the page. What is not known is a dash.
 */
final class Figures {
    static final String UNKNOWN = "–";

    private static final double BYTES_PER_MEBIBYTE = 1024.0 * 1024.0;

    private static final int LONGEST_LABEL = 15;

    private Figures() {}

    static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** Three digits where they say something: 0.04, 4.21, 42.1, 421, 4,210. */
    static String amount(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return size == 0 ? "0" : String.format(Locale.ROOT, format, value);
    }

    static String amount(@Nullable Double value) {
        return value == null ? UNKNOWN : amount(value.doubleValue());
    }

    static String latency(Percentiles latency, ToDoubleFunction<Percentiles> part) {
        return latency.none() ? UNKNOWN : amount(part.applyAsDouble(latency));
    }

    /** As short as a round number can be: 0.1, 2.5, 1,000. */
    static String tick(double value) {
        return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(value);
    }

    /** A name that has to fit beside a bar. */
    static String label(String name) {
        return name.length() <= LONGEST_LABEL ? name : name.substring(0, LONGEST_LABEL - 1) + "…";
    }

    static String mebibytes(long bytes) {
        return count(bytes / BYTES_PER_MEBIBYTE);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share);
    }

    static String seconds(double seconds) {
        return amount(seconds) + " s";
    }
}
