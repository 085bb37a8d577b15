package dev.repartee.app.command.evaluate;

import dev.repartee.language.dataset.Dataset;
import dev.repartee.language.dataset.DatasetInspection.Finding;
import dev.repartee.language.evaluation.IntentReport;
import dev.repartee.language.evaluation.LatencyReport;
import dev.repartee.language.evaluation.ScopeReport;
import dev.repartee.language.slot.SlotEvaluation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Prints measurements for people. */
final class Report {

    private static final int CONFUSIONS = 10;
    private static final int FINDINGS = 10;

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    void findings(Dataset train, List<Finding> findings) {
        line("%-28s %d of %d intents", "examples", train.entries().size(), train.intents().size());
        for (Finding finding : findings.stream().limit(FINDINGS).toList()) {
            line(
                    "  %-26s %s: %s",
                    finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    finding.place(),
                    finding.cause());
        }
        if (findings.size() > FINDINGS) {
            line("  ... and %d more", findings.size() - FINDINGS);
        }
    }

    void intents(IntentReport report, Duration training) {
        line("%-28s %.1f s of CPU time", "training", training.toMillis() / 1e3);
        line("%-28s %.2f %% of %d", "accuracy", report.accuracy() * 100, report.messages());
        line("%-28s %.2f %%", "macro F1", report.macroF1() * 100);
        line("%-28s %.2f %%", "calibration error (ECE)", report.calibrationError() * 100);
        for (IntentReport.Confusion each :
                report.confusions().stream().limit(CONFUSIONS).toList()) {
            line("  %4d  %s taken for %s", each.messages(), each.expected(), each.predicted());
        }
    }

    void scope(String what, ScopeReport report) {
        line("out of scope: %d %s", report.others(), what);
        line("%-28s %.1f %%", "  refused, 95 % kept", report.recall() * 100);
        line("%-28s %.3f", "  separation (AUROC)", report.separation());
        line(
                "%-28s %.1f %% refused, %.1f %% kept",
                "  as set", report.refused() * 100, report.kept() * 100);
    }

    void latency(LatencyReport report) {
        spread("one message", report.cpu(), "a second of CPU time");
        spread("  on the clock", report.clock(), "a second");
        report.parts().forEach((part, micros) -> line("%-28s %.0f us", "  " + part, micros));
        line("%-28s %.1f KiB", "  memory on the way", report.bytes() / 1024.0);
    }

    private void spread(String what, LatencyReport.Spread spread, String per) {
        line(
                "%-28s median %.0f us, P99 %.0f us, %.0f %s",
                what, spread.median(), spread.p99(), spread.perSecond(), per);
    }

    void slots(SlotEvaluation evaluation) {
        SlotEvaluation.Score total = evaluation.total();
        line(
                "%-28s F1 %.2f %%, precision %.2f %%, recall %.2f %%",
                "slots, exact spans",
                total.f1() * 100,
                total.precision() * 100,
                total.recall() * 100);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
