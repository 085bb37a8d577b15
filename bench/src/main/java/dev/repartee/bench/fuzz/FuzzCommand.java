package dev.repartee.bench.fuzz;

import dev.repartee.bench.cluster.Leftovers;
import dev.repartee.bench.fuzz.guide.Finding;
import dev.repartee.bench.fuzz.guide.FuzzResult;
import dev.repartee.bench.fuzz.guide.GuidedRun;
import dev.repartee.bench.fuzz.remote.RemoteRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Throws hostile input at Repartee for a while; exit code 1 when something gave way. */
@Command(
        name = "fuzz",
        description = "Throw hostile input at Repartee and see what gives way.",
        mixinStandardHelpOptions = true)
public final class FuzzCommand implements Callable<Integer> {

    /** What input is thrown at. */
    enum Target {
        EVENTS,
        CONFIGURATION,
        BODIES,
        RECORDS,
        HTTP,
        WEBSOCKET,
        ALL;

        boolean includes(Target other) {
            return this == ALL || this == other;
        }

        boolean needsSystem() {
            return includes(HTTP) || includes(WEBSOCKET) || includes(RECORDS);
        }
    }

    private static final Duration PROGRESS = Duration.ofSeconds(5);
    private static final Duration HANGS = Duration.ofSeconds(20);

    @Parameters(
            arity = "0..1",
            defaultValue = "all",
            description = "${COMPLETION-CANDIDATES} (default: all)")
    private Target target = Target.ALL;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "for each target (default: ${DEFAULT-VALUE})")
    private double minutes;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "the same seed does the same again (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--findings",
            defaultValue = "target/fuzz",
            description = "where failing inputs are kept (default: ${DEFAULT-VALUE})")
    private Path folder = Path.of("target/fuzz");

    @Override
    public Integer call() throws InterruptedException {
        List<FuzzResult> results = new ArrayList<>();
        if (target.includes(Target.EVENTS)) {
            results.add(guided(InProcess.events(seed)));
        }
        if (target.includes(Target.CONFIGURATION)) {
            results.add(guided(InProcess.configuration(seed)));
        }
        if (target.includes(Target.BODIES)) {
            results.add(guided(InProcess.bodies(seed)));
        }
        if (target.needsSystem()) {
            remote(results);
        }
        Findings findings = new Findings(folder);
        results.forEach(result -> print(result, findings));
        return results.stream().allMatch(result -> result.findings().isEmpty()) ? 0 : 1;
    }

    /** Runs on a thread of its own, so that a case that never ends can be told. */
    private FuzzResult guided(GuidedRun run) throws InterruptedException {
        List<FuzzResult> results = new ArrayList<>();
        GuidedRun.Limits limits = new GuidedRun.Limits(time(), Long.MAX_VALUE);
        Thread thread = Thread.ofPlatform().daemon().start(() -> results.add(run.run(limits)));
        while (!thread.join(PROGRESS)) {
            System.err.println(run.progress());
            if (run.stuckFor().compareTo(HANGS) > 0) {
                Path file =
                        new Findings(folder).save("hang", new Finding("hang", "", run.current()));
                throw new IllegalStateException("a case never ends: " + file);
            }
        }
        return results.getFirst();
    }

    private void remote(List<FuzzResult> results) throws InterruptedException {
        RemoteRun.Limits limits = new RemoteRun.Limits(time(), Long.MAX_VALUE);
        Path folder = temporary();
        try (RemoteRun run = RemoteRun.start(folder, System.err::println)) {
            if (target.includes(Target.HTTP)) {
                results.add(run.http(seed, limits));
            }
            if (target.includes(Target.WEBSOCKET)) {
                results.add(run.webSocket(seed, limits));
            }
            if (target.includes(Target.RECORDS)) {
                results.add(run.records(seed, limits));
            }
        }
        Leftovers.removeData(folder);
    }

    private Duration time() {
        return Duration.ofMillis((long) (minutes * 60_000));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("repartee-fuzz-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(FuzzResult result, Findings findings) {
        System.out.printf(
                "%-14s %,12d cases in %4d s  %4d kept  %3d failures  %s%n",
                result.target(),
                result.cases(),
                result.took().toSeconds(),
                result.kept(),
                result.findings().size(),
                result.coverage());
        if (!result.note().isEmpty()) {
            System.out.println("  " + result.note());
        }
        for (Finding finding : result.findings()) {
            System.out.printf(
                    "  FAILURE %s: %s%n    %s%n",
                    finding.kind(), finding.detail(), findings.save(result.target(), finding));
        }
    }
}
