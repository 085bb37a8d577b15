package dev.repartee.app.command.tenancy;

import dev.repartee.app.command.Place;
import dev.repartee.app.node.Operator;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.auditlog.AuditLines;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.auditlog.Verdict;
import dev.repartee.runtime.ExitCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks and exports who did what. */
@Command(
        name = "audit-log",
        description = "Check or export the record of who did what.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class AuditLogCommand {

    @Mixin private Place place = new Place();

    @Command(
            name = "verify",
            description = "Compute every chain anew; exit 1 if an entry was changed or taken away.",
            mixinStandardHelpOptions = true)
    int verify(@Option(names = "--tenant", paramLabel = "TENANT") @Nullable String tenant) {
        try (Operator operator = Operator.open(place.settings(), place.data())) {
            AuditLog log = log(operator);
            boolean intact = true;
            for (TenantId one : tenants(log, tenant)) {
                intact &=
                        switch (log.verify(one)) {
                            case Verdict.Intact(var id, var entries) -> {
                                System.out.printf("%s: %,d entries, intact%n", id, entries);
                                yield true;
                            }
                            case Verdict.Broken(var id, var sequence, var detail) -> {
                                System.out.printf(
                                        "%s: BROKEN at entry %,d: %s%n", id, sequence, detail);
                                yield false;
                            }
                        };
            }
            return intact ? 0 : ExitCode.FAILURE.number();
        }
    }

    @Command(
            name = "export",
            description = "Write the log to standard output as JSON lines, the oldest first.",
            mixinStandardHelpOptions = true)
    int export(@Option(names = "--tenant", paramLabel = "TENANT") @Nullable String tenant) {
        try (Operator operator = Operator.open(place.settings(), place.data())) {
            AuditLog log = log(operator);
            for (TenantId one : tenants(log, tenant)) {
                log.forEach(one, entry -> System.out.println(AuditLines.line(entry)));
            }
            return 0;
        }
    }

    private static AuditLog log(Operator operator) {
        return new AuditLog(operator.stores().main(), operator.stores().secrets());
    }

    private static List<TenantId> tenants(AuditLog log, @Nullable String tenant) {
        return tenant == null ? log.tenants() : List.of(new TenantId(tenant));
    }
}
