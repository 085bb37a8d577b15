package dev.repartee.bench.drill;

import dev.repartee.bench.drill.ledger.Refusal;
import dev.repartee.bench.drill.ledger.Tally;
import dev.repartee.bench.drill.ledger.Violation.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints results as a table of at most 132 characters a line, and what went wrong below it. */
final class DrillTable {

    private static final int EXAMPLES = 10;
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final List<String> HEAD =
            List.of(
                    "drill",
                    "accepted",
                    "replied",
                    "analysed",
                    "parked",
                    "expired",
                    "open",
                    "429",
                    "503",
                    "broken",
                    "again",
                    "canned",
                    "lost",
                    "twice",
                    "order",
                    "audit",
                    "P95",
                    "worst",
                    "slow",
                    "recovery",
                    "");

    private DrillTable() {}

    static String of(List<DrillResult> results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        results.forEach(result -> rows.add(row(result)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                String form = i == 0 ? "%-" : " %";
                table.append((form + Math.max(1, widths[i]) + "s").formatted(row.get(i)));
            }
            table.append(System.lineSeparator());
        }
        results.forEach(result -> table.append(broken(result)));
        results.forEach(result -> standstill(result, table));
        return table.toString();
    }

    /** One drill in a line of its own. */
    static String line(DrillResult result) {
        return "%s: %s, slow for %d s, recovered %s after the healing%n"
                .formatted(
                        result.drill().name(),
                        result.kept() ? "kept" : "BROKEN",
                        result.speed().slowSeconds(),
                        seconds(result.speed().recovery()));
    }

    private static List<String> row(DrillResult result) {
        Tally tally = result.tally();
        return List.of(
                result.drill().name(),
                number(tally.accepted()),
                number(tally.replied()),
                number(tally.analysed()),
                number(tally.parked()),
                number(tally.expired()),
                number(tally.open()),
                number(result.refused(Refusal.BUSY)),
                number(result.refused(Refusal.UNAVAILABLE)),
                number(result.refused(Refusal.BROKEN)),
                number(result.repeats().requests()),
                number(tally.fallbacks()),
                number(result.broken(Promise.LOST)),
                number(result.broken(Promise.TWICE)),
                number(result.broken(Promise.ORDER)),
                number(result.broken(Promise.AGREEMENT)),
                seconds(result.speed().before()),
                seconds(result.speed().worst()),
                result.speed().slowSeconds() + " s",
                seconds(result.speed().recovery()),
                result.kept() ? "kept" : "BROKEN");
    }

    private static void standstill(DrillResult result, StringBuilder table) {
        if (!result.speed().stoodStill().isZero()) {
            table.append(
                    "%s: the machine stood still for %s in all; its times are not to be trusted%n"
                            .formatted(
                                    result.drill().name(), seconds(result.speed().stoodStill())));
        }
    }

    /** What broke, with examples; empty when nothing did. */
    static String broken(DrillResult result) {
        if (result.kept()) {
            return "";
        }
        var table = new StringBuilder("%n%s:%n".formatted(result.drill().name()));
        result.violations().stream()
                .limit(EXAMPLES)
                .forEach(violation -> table.append("  %s%n".formatted(violation)));
        if (result.violations().size() > EXAMPLES) {
            table.append("  and %,d more%n".formatted(result.violations().size() - EXAMPLES));
        }
        return table.toString();
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String seconds(@Nullable Duration duration) {
        return duration == null || duration.compareTo(FOREVER) > 0
                ? "never"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}
