package dev.repartee.bench.drill;

import dev.repartee.bench.cluster.Leftovers;
import dev.repartee.bench.drill.client.CrowdSpec;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Breaks a cluster under load and tells whether it kept its promises. */
@Command(
        name = "drill",
        description =
                "Break a real cluster under load, heal it, and check from outside and inside what"
                        + " became of every message; exit 1 when a promise broke.",
        mixinStandardHelpOptions = true)
public final class DrillCommand implements Callable<Integer> {

    private static final String ALL = "all";
    private static final String LIST = "list";

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "drills, 'all' or 'list' (default: list)")
    private List<String> names = List.of(LIST);

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "keep the table, the longest waits and the logs of every process there")
    private @Nullable Path report;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "messages a second (default: ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int rate = 100;

    @Option(
            names = "--conversations",
            paramLabel = "N",
            description = "how many there are (default: ${DEFAULT-VALUE})",
            defaultValue = "10000")
    private int conversations = 10_000;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (names.contains(LIST)) {
            Drills.all()
                    .forEach(
                            drill ->
                                    System.out.printf("%-20s %s%n", drill.name(), drill.summary()));
            return 0;
        }
        Path folder = report == null ? Files.createTempDirectory("repartee-drill-") : report;
        Files.createDirectories(folder);
        List<DrillResult> results = new ArrayList<>();
        boolean allRan = true;
        for (Drill drill : chosen()) {
            try {
                results.add(run(drill, folder.toAbsolutePath()));
            } catch (IllegalStateException | UncheckedIOException e) {
                allRan = false;
                System.err.println(drill.name() + " could not be run: " + e.getMessage());
            }
            Files.writeString(folder.resolve("drills.txt"), DrillTable.of(results));
        }
        System.out.println(DrillTable.of(results));
        System.err.println("Longest waits and logs of every process: " + folder);
        return allRan && results.stream().allMatch(DrillResult::kept)
                ? 0
                : ExitCode.FAILURE.number();
    }

    private DrillResult run(Drill drill, Path folder) throws InterruptedException {
        DrillRun run =
                new DrillRun(
                        drill,
                        new CrowdSpec(conversations, rate),
                        new DrillRun.Pace(
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(90)),
                        step ->
                                System.err.printf(
                                        "%s %s: %s%n",
                                        LocalTime.now()
                                                .format(DateTimeFormatter.ofPattern("HH:mm:ss")),
                                        drill.name(),
                                        step));
        Path own = folder.resolve(drill.name() + "-" + System.currentTimeMillis());
        DrillResult result = run.run(own);
        System.err.print(DrillTable.line(result));
        System.err.print(DrillTable.broken(result));
        Leftovers.removeData(own);
        return result;
    }

    private List<Drill> chosen() {
        if (names.contains(ALL)) {
            return Drills.all();
        }
        return names.stream()
                .map(
                        name ->
                                Drills.named(name)
                                        .orElseThrow(
                                                () ->
                                                        new StartupException(
                                                                ExitCode.USAGE,
                                                                "There is no drill '"
                                                                        + name
                                                                        + "'. See './repartee"
                                                                        + " drill list'.")))
                .toList();
    }
}
