package dev.repartee.bench.scenario;

import dev.repartee.bench.Main;
import dev.repartee.bench.cluster.JavaProcess;
import dev.repartee.bench.cluster.ProcessSpec;
import dev.repartee.bench.load.LoadPlan;
import dev.repartee.bench.load.LoadResult;
import dev.repartee.bench.load.LoadSecond;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Generators in processes of their own that run together. */
final class LoadRun implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofMinutes(5);
    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final Pattern CONNECTED = Pattern.compile("Connected\\.");

    private final List<LoadPlan> plans;
    private final Path folder;
    private final List<JavaProcess> processes = new ArrayList<>();

    private LoadRun(List<LoadPlan> plans, Path folder) {
        this.plans = plans;
        this.folder = folder;
    }

    /** Starts the generators; they connect and wait. */
    static LoadRun prepare(List<LoadPlan> plans, Path folder) {
        LoadRun run = new LoadRun(plans, folder);
        try {
            for (int i = 0; i < plans.size(); i++) {
                run.processes.add(run.start(i));
            }
            run.processes.forEach(process -> process.awaitOutput(CONNECTED, CONNECTING));
            return run;
        } catch (RuntimeException failure) {
            run.close();
            throw failure;
        }
    }

    List<JavaProcess> processes() {
        return List.copyOf(processes);
    }

    /** Lets them begin. */
    void begin() {
        processes.forEach(process -> process.say("go"));
    }

    /** What happened in the last second that all of them have reported. */
    String state() {
        List<LoadSecond> last =
                processes.stream().map(LoadRun::lastSecond).flatMap(Optional::stream).toList();
        return "offered %,d accepted %,d refused %,d finished %,d open %,d, P99 %,d ms"
                .formatted(
                        last.stream().mapToInt(LoadSecond::offered).sum(),
                        last.stream().mapToInt(LoadSecond::accepted).sum(),
                        last.stream().mapToInt(LoadSecond::refused).sum(),
                        last.stream().mapToInt(LoadSecond::finished).sum(),
                        last.stream().mapToInt(LoadSecond::open).sum(),
                        last.stream().mapToLong(LoadSecond::p99).max().orElse(0) / 1_000);
    }

    private static Optional<LoadSecond> lastSecond(JavaProcess process) {
        return process.output()
                .lines()
                .filter(line -> line.startsWith("{") && line.endsWith("}"))
                .reduce((_, last) -> last)
                .map(line -> JsonMapper.shared().readValue(line, LoadSecond.class));
    }

    /** Waits for their end. */
    List<LoadResult> await() {
        List<LoadResult> results = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            LoadPlan plan = plans.get(i);
            int exit =
                    processes
                            .get(i)
                            .awaitExit(
                                    Duration.ofSeconds(
                                                    (long) plan.warmupSeconds()
                                                            + plan.seconds()
                                                            + plan.graceSeconds())
                                            .plus(MARGIN));
            if (exit != 0) {
                throw new IllegalStateException(
                        "the generator failed: " + processes.get(i).errors());
            }
            results.add(read(folder.resolve("load-" + i + ".result.json")));
        }
        return results;
    }

    @Override
    public void close() {
        processes.forEach(JavaProcess::close);
    }

    private JavaProcess start(int index) {
        try {
            Path plan = folder.resolve("load-" + index + ".plan.json");
            Files.write(plan, JsonMapper.shared().writeValueAsBytes(plans.get(index)));
            return JavaProcess.start(
                    new ProcessSpec(
                            "load-" + index,
                            List.of("-XX:+UseSerialGC", "-Xms512m", "-Xmn256m", "-Xmx2g"),
                            Main.class.getName(),
                            List.of(
                                    "load",
                                    "--plan=" + plan,
                                    "--result=" + folder.resolve("load-" + index + ".result.json")),
                            Map.of()),
                    folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LoadResult read(Path file) {
        try {
            return JsonMapper.shared().readValue(Files.readAllBytes(file), LoadResult.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
