package dev.repartee.app.command;

import dev.repartee.app.node.EngineAccess;
import dev.repartee.app.node.Settings;
import dev.repartee.audit.AuditConfig;
import dev.repartee.audit.operations.AuditReport;
import dev.repartee.audit.operations.LogAudit;
import dev.repartee.runtime.ExitCode;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts what was accepted and what became of it; fails when something is missing. */
@Command(
        name = "audit",
        description = "Compare what was accepted with what became of it; exit 1 if any is missing.",
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {

    @Option(
            names = "--since",
            description = "only what was accepted since: a time (ISO 8601) or an age such as 2h",
            paramLabel = "TIME|AGE")
    private @Nullable String since;

    @Mixin private Place place = new Place();

    @Override
    public Integer call() {
        Settings settings = place.settings();
        try (EngineAccess engines = place.engines(settings)) {
            Duration deadline = settings.of(AuditConfig.class).deadline();
            Clock clock = Clock.systemUTC();
            AuditReport report =
                    new LogAudit(engines.kafka(), deadline, clock)
                            .run(Moment.parse(since, clock.instant()));
            print(report);
            return report.clean() ? 0 : ExitCode.FAILURE.number();
        }
    }

    private static void print(AuditReport report) {
        row("accepted", report.accepted());
        row("replied", report.replied());
        row("analysed", report.analysed());
        row("parked", report.parked());
        row("expired", report.expired());
        row("open", report.open());
        row("missing", report.missing());
        row("duplicates", report.duplicates());
        if (report.unreadable() > 0) {
            row("unreadable", report.unreadable());
        }
        report.examples().forEach(missing -> System.out.println("missing: " + missing));
    }

    private static void row(String name, long count) {
        System.out.printf("%-11s %,12d%n", name, count);
    }
}
