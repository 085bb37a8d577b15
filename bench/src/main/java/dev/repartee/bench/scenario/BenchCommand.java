package dev.repartee.bench.scenario;

import dev.repartee.bench.message.MessageCommand;
import dev.repartee.bench.token.TokenCommand;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a scenario on a whole system of its own. */
@Command(
        name = "bench",
        description = "Measure: start a whole system with a stub for its model, load it, report.",
        subcommands = {MessageCommand.class, TokenCommand.class},
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

    private static final String FLOOR = "floor";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "one of the names that 'list' shows (default: ${DEFAULT-VALUE})",
            defaultValue = "reply")
    private String scenario = "reply";

    @Option(names = "--rate", paramLabel = "N", description = "messages a second")
    private @Nullable Double rate;

    @Option(names = "--duration", paramLabel = "S", description = "seconds (default: 60)")
    private int duration = 60;

    @Option(names = "--warmup", paramLabel = "S", description = "seconds (default: 60)")
    private int warmup = 60;

    @Option(names = "--users", paramLabel = "N", description = "who send (default: 50000)")
    private int users = 50_000;

    @Option(
            names = "--sockets",
            paramLabel = "N",
            description = "WebSockets open at once (default: 10000)")
    private int sockets = 10_000;

    @Option(names = "--gateways", paramLabel = "N", description = "processes (default: 1)")
    private @Nullable Integer gateways;

    @Option(
            names = "--layout",
            description =
                    "which roles share a process: ${COMPLETION-CANDIDATES} (default: single;"
                            + " gateways for connections and replay-backlog)")
    private @Nullable Layout layout;

    @Option(
            names = "--admission-bound",
            paramLabel = "N",
            description =
                    "messages unfinished in the whole system (default: 10000; for overload what"
                            + " comes in 1.2 s)")
    private @Nullable Integer admissionBound;

    @Option(names = "--model-latency", paramLabel = "MS", description = "mean (default: 200)")
    private int modelLatency = 200;

    @Option(
            names = "--no-floor",
            negatable = true,
            description = "leave out the floor, which takes 40 s and goes by one rate")
    private boolean floor = true;

    @Option(names = "--jvm", paramLabel = "FLAG", description = "a flag for the system's JVMs")
    private List<String> jvm = new ArrayList<>();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "where the results go (default: ./bench-results/<scenario>-<time>)")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (scenario.equals("list")) {
            Arrays.stream(Scenario.values())
                    .forEach(each -> System.out.printf("%-15s %s%n", each.word(), each.purpose()));
            System.out.printf(
                    "%-15s %s%n", FLOOR, "the least that any program must do for the same work");
            return 0;
        }
        if (scenario.equals(FLOOR)) {
            Floors.report(rate == null ? 0 : rate);
            return 0;
        }
        Scenario chosen = parse(scenario);
        Path folder = folder(chosen);
        return new BenchRun(chosen, options(chosen), folder).run() ? 0 : 1;
    }

    private RunOptions options(Scenario chosen) {
        int doors = gateways == null ? chosen == Scenario.CONNECTIONS ? 3 : 1 : gateways;
        return new RunOptions(
                rate(chosen),
                warmup,
                duration,
                users,
                doors,
                chosen == Scenario.CONNECTIONS ? users : Math.min(users, sockets),
                bound(chosen),
                layout(chosen),
                floor && chosen != Scenario.CAPACITY,
                List.of("--latency", Integer.toString(modelLatency)),
                jvm);
    }

    private double rate(Scenario chosen) {
        return rate == null ? chosen.rate() : rate;
    }

    private int bound(Scenario chosen) {
        return admissionBound != null ? admissionBound : chosen.bound(rate(chosen));
    }

    private Layout layout(Scenario chosen) {
        if (chosen == Scenario.REPLAY_BACKLOG) {
            return Layout.GATEWAYS;
        }
        Layout usual = chosen == Scenario.CONNECTIONS ? Layout.GATEWAYS : Layout.SINGLE;
        return layout == null ? usual : layout;
    }

    private Path folder(Scenario chosen) throws IOException {
        Path folder =
                report == null
                        ? Path.of(
                                "bench-results",
                                chosen.word()
                                        + "-"
                                        + LocalDateTime.now()
                                                .format(
                                                        DateTimeFormatter.ofPattern(
                                                                "yyyyMMdd-HHmmss")))
                        : report;
        Files.createDirectories(folder);
        return folder.toAbsolutePath();
    }

    private static Scenario parse(String word) {
        return Arrays.stream(Scenario.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new StartupException(
                                        ExitCode.USAGE,
                                        "No scenario is named '"
                                                + word
                                                + "'. './repartee bench list' shows them."));
    }
}
