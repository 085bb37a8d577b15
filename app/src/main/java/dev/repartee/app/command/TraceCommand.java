package dev.repartee.app.command;

import dev.repartee.app.FirstRun;
import dev.repartee.app.node.EngineAccess;
import dev.repartee.audit.operations.Hop;
import dev.repartee.audit.operations.Trace;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.runtime.ExitCode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows one message through the log. */
@Command(
        name = "trace",
        description = "Show every hop of a message: time, place, attempts, outcome.",
        mixinStandardHelpOptions = true)
public final class TraceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REQUEST-ID")
    private String requestId = "";

    @Option(names = "--user", description = "whose message: reads only that user's partition")
    private @Nullable String user;

    @Option(names = "--tenant", description = "the user's tenant; the first run's if not given")
    private @Nullable String tenant;

    @Option(
            names = "--since",
            description = "how far back to look: a time or an age such as 2h",
            paramLabel = "TIME|AGE")
    private @Nullable String since;

    @Mixin private Place place = new Place();

    @Override
    public Integer call() {
        RequestId id = new RequestId(requestId);
        try (EngineAccess engines = place.engines(place.settings())) {
            List<Hop> hops =
                    new Trace(engines.kafka())
                            .of(id, userKey(), Moment.parse(since, Instant.now()));
            if (hops.isEmpty()) {
                System.out.println("The log holds nothing of " + id + ".");
                return ExitCode.FAILURE.number();
            }
            Instant first = hops.getFirst().at();
            hops.forEach(hop -> System.out.println(line(hop, first)));
            return 0;
        }
    }

    private static String line(Hop hop, Instant first) {
        String details =
                hop.details().entrySet().stream()
                        .map(detail -> detail.getKey() + "=" + detail.getValue())
                        .collect(Collectors.joining(" "));
        return "%s  %+7d ms  %-34s %-11s %-12s %s"
                .formatted(
                        hop.at(),
                        hop.at().toEpochMilli() - first.toEpochMilli(),
                        hop.coordinates(),
                        hop.event(),
                        hop.outcome(),
                        details);
    }

    private @Nullable UserKey userKey() {
        if (user == null) {
            return null;
        }
        String owner = tenant == null ? FirstRun.read(place.data()).tenantId() : tenant;
        return new UserKey(new TenantId(owner), new UserId(user));
    }
}
