package dev.repartee.app.command.replay;

import dev.repartee.inference.replay.Replayed;
import dev.repartee.inference.replay.Side;
import dev.repartee.inference.replay.Summary;
import dev.repartee.inference.replay.Summary.Figures;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows a replay, for people and for programs.
 *
 * @param currency of all costs; empty when prices were given by hand
 */
record ReplayReport(List<Replayed> all, Summary summary, String currency) {

    private static final int WIDEST = 160;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The file's form. */
    private record File(String currency, Summary summary, List<Replayed> messages) {}

    void write(Path file) {
        MAPPER.writeValue(file, new File(currency, summary, all));
    }

    void print(PrintStream out) {
        if (all.isEmpty()) {
            out.println("No message of that time was replied to.");
            return;
        }
        out.printf(
                "%-24s %-9s %-5s %-32s %-15s %s%n",
                "accepted", "answer", "alike", "intent", "latency ms", "tokens");
        for (Replayed each : all) {
            print(out, each);
        }
        out.println();
        printSummary(out);
    }

    private static void print(PrintStream out, Replayed each) {
        Side after = each.after();
        if (after == null) {
            out.printf("%-24s failed: %s%n", each.at(), each.failure());
            out.println("  ? " + line(each.question()));
            return;
        }
        Side before = each.before();
        out.printf(
                Locale.ROOT,
                "%-24s %-9s %-5.2f %-32s %-15s %s%n",
                each.at(),
                each.answerDiffers() ? "different" : "same",
                each.similarity(),
                change(before.intent(), after.intent()),
                change(before.latencyMs(), after.latencyMs()),
                change(
                        before.promptTokens() + before.completionTokens(),
                        after.promptTokens() + after.completionTokens()));
        if (each.answerDiffers()) {
            out.println("  ? " + line(each.question()));
            out.println("  - " + line(before.text()));
            out.println("  + " + line(after.text()));
        }
    }

    private void printSummary(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%d message(s): %d answer(s) differ (alike %.2f on average), %d intent(s) differ, %d failed%n",
                summary.messages(),
                summary.answersDiffer(),
                summary.meanSimilarity(),
                summary.intentsDiffer(),
                summary.failed());
        Figures before = summary.before();
        Figures after = summary.after();
        row(out, "", "before", "after");
        row(out, "latency P50 ms", before.latencyP50Ms(), after.latencyP50Ms());
        row(out, "latency P95 ms", before.latencyP95Ms(), after.latencyP95Ms());
        row(out, "prompt tokens", before.promptTokens(), after.promptTokens());
        row(out, "completion tokens", before.completionTokens(), after.completionTokens());
        row(out, "handed over", before.handovers(), after.handovers());
        row(out, ("cost " + currency).strip(), money(before.cost()), money(after.cost()));
        if (before.unpriced() + after.unpriced() > 0) {
            out.printf(
                    "%d answer(s) of then and %d of now are by models without a price (costs.prices)"
                            + " and not in the cost.%n",
                    before.unpriced(), after.unpriced());
        }
    }

    private static String money(double amount) {
        return String.format(Locale.ROOT, "%.6f", amount);
    }

    private static void row(
            PrintStream out, String name, @Nullable Object before, @Nullable Object after) {
        out.printf("%-18s %12s %12s%n", name, shown(before), shown(after));
    }

    private static String change(@Nullable Object before, @Nullable Object after) {
        return Objects.equals(before, after)
                ? shown(before)
                : shown(before) + " -> " + shown(after);
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    /** On one line, without what could steer a terminal. */
    private static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .forEach(line::appendCodePoint);
        return line.length() <= WIDEST ? line.toString() : line.substring(0, WIDEST) + "...";
    }
}
