package dev.repartee.bench.scenario;

import dev.repartee.bench.cluster.JavaProcess;
import dev.repartee.bench.cluster.Leftovers;
import dev.repartee.bench.cluster.RoleProcess;
import dev.repartee.bench.load.LoadPlan;
import dev.repartee.bench.load.LoadPlan.StreamPlan;
import dev.repartee.bench.load.LoadResult;
import dev.repartee.bench.load.Schedule;
import dev.repartee.bench.load.StreamResult;
import dev.repartee.bench.report.Floor;
import dev.repartee.bench.report.ProcessKind;
import dev.repartee.bench.report.ProcessUse;
import dev.repartee.bench.report.RunResult;
import dev.repartee.bench.report.Traffic;
import dev.repartee.bench.report.print.HtmlReport;
import dev.repartee.bench.report.print.JsonReport;
import dev.repartee.bench.report.print.Progress;
import dev.repartee.bench.report.print.TextReport;
import dev.repartee.bench.report.sample.GcPauses;
import dev.repartee.bench.report.sample.ProcessSampler;
import dev.repartee.bench.report.sample.Tick;
import dev.repartee.embedded.EmbeddedEngines;
import dev.repartee.embedded.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One scenario, from an empty folder to its report. */
final class BenchRun {

    /** One generator can hold this many connections within 20,000 open files. */
    private static final int CONNECTIONS_EACH = 17_000;

    private static final int GAP_MILLIS = 1_000;
    private static final double SKEW = 0.6;
    private static final int GRACE_SECONDS = 30;
    private static final int HTTP_CONNECTIONS = 512;
    private static final long SEED = 42;
    private static final String RUN = "b";
    private static final Duration AUDIT = Duration.ofMinutes(3);

    private final Scenario scenario;
    private final RunOptions options;
    private final Path folder;

    BenchRun(Scenario scenario, RunOptions options, Path folder) {
        this.scenario = scenario;
        this.options = options;
        this.folder = folder;
    }

    /** Runs it; tells whether nothing was lost, duplicated or reordered and all goals were met. */
    boolean run() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("repartee-bench-");
        boolean succeeded;
        try (Progress progress = Progress.onStandardError()) {
            progress.say("Starting the system; its logs are in " + work);
            try (SystemUnderTest system = SystemUnderTest.start(scenario, options, work);
                    LoadRun load = LoadRun.prepare(plans(system), work);
                    ProcessSampler sampler = ProcessSampler.start(Clock.systemUTC())) {
                watch(sampler, system, load);
                succeeded = measure(system, load, sampler, progress);
            }
        }
        Leftovers.removeData(work);
        return succeeded;
    }

    private boolean measure(
            SystemUnderTest system, LoadRun load, ProcessSampler sampler, Progress progress)
            throws IOException, InterruptedException {
        load.begin();
        show(load, progress, "warming up", options.warmupSeconds());
        Tick from = sampler.tick();
        if (scenario == Scenario.REPLAY_BACKLOG) {
            system.cluster().role(Layout.STAGES_TOGETHER).process().signal("STOP");
        }
        show(load, progress, "measuring", options.seconds());
        Tick to = sampler.tick();
        List<LoadResult> results = load.await();
        Map<String, Double> drained =
                scenario == Scenario.REPLAY_BACKLOG ? drain(system, results, progress) : Map.of();
        progress.say("Comparing what was accepted with what is stored");
        StoredRows rows = rows(system, results);
        RunRecord record =
                new RunRecord(results, rows, audit(system), sampler.ticks(), from, to, drained);
        ResultMaker maker = new ResultMaker(scenario, options, record, layout(system));
        Traffic traffic = maker.traffic();
        List<ProcessUse> uses =
                sampler.use(from, to, traffic.finished()).stream()
                        .map(use -> withPauses(use, system, from, to))
                        .toList();
        RunResult result = maker.make(traffic, uses, floor(system, progress));
        JsonReport.write(result, folder.resolve("result.json"));
        HtmlReport.write(result, folder.resolve("result.html"));
        System.out.println(TextReport.of(result));
        System.out.println("Written to " + folder);
        return result.succeeded();
    }

    /** Lets the stages go on and times them. */
    private static Map<String, Double> drain(
            SystemUnderTest system, List<LoadResult> results, Progress progress)
            throws InterruptedException {
        long gathered =
                results.stream()
                        .flatMap(result -> result.streams().stream())
                        .mapToLong(StreamResult::measuredAccepted)
                        .sum();
        progress.say("Working off %,d messages".formatted(gathered));
        system.cluster().role(Layout.STAGES_TOGETHER).process().signal("CONT");
        return Backlog.drain(
                system.cluster().engines().addresses().kafka(), gathered, System.nanoTime());
    }

    private @Nullable Floor floor(SystemUnderTest system, Progress progress) {
        if (!options.floor()) {
            return null;
        }
        progress.say("Measuring the floor");
        // Roles that are idle still poll; the floor is to have the machine for itself.
        system.cluster().roles().forEach(RoleProcess::close);
        return Floors.measure(
                system.cluster().engines(), options.rate(), system.cluster().folder());
    }

    private static ProcessUse withPauses(
            ProcessUse use, SystemUnderTest system, Tick from, Tick to) {
        return system.cluster().roles().stream()
                .filter(role -> role.name().equals(use.name()))
                .map(RoleProcess::process)
                .map(
                        process ->
                                use.withPauses(
                                        GcPauses.read(process.gcLog(), process.started())
                                                .collections(from.at(), to.at())))
                .findFirst()
                .orElse(use);
    }

    private void show(LoadRun load, Progress progress, String phase, int seconds)
            throws InterruptedException {
        long begin = System.nanoTime();
        for (int second = 1; second <= seconds; second++) {
            long until = begin + Duration.ofSeconds(second).toNanos() - System.nanoTime();
            Thread.sleep(Duration.ofNanos(Math.max(0, until)));
            progress.show(phase + " " + second + "/" + seconds + " s, " + load.state());
        }
    }

    private static void watch(ProcessSampler sampler, SystemUnderTest system, LoadRun load) {
        system.cluster()
                .roles()
                .forEach(
                        role ->
                                sampler.watch(
                                        role.name(), ProcessKind.SYSTEM, role.process().pid()));
        EmbeddedEngines engines = system.cluster().engines();
        for (Engine engine : List.of(engines.kafka(), engines.postgres(), engines.redis())) {
            sampler.watchWithChildren(
                    engine.name(), ProcessKind.ENGINE, engine.process().orElseThrow().pid());
        }
        sampler.watch("stub", ProcessKind.INSTRUMENT, system.stub().pid());
        load.processes()
                .forEach(
                        process ->
                                sampler.watch(
                                        process.name(), ProcessKind.INSTRUMENT, process.pid()));
    }

    private StoredRows rows(SystemUnderTest system, List<LoadResult> results) {
        StoredRows rows = StoredRows.empty();
        try (Connection database = system.database()) {
            long accepted =
                    results.stream()
                            .flatMap(result -> result.streams().stream())
                            .mapToLong(StreamResult::accepted)
                            .sum();
            StoredRows.await(database, RUN, accepted);
            for (LoadResult result : results) {
                for (StreamResult stream : result.streams()) {
                    rows.read(
                            database,
                            result,
                            stream,
                            new Schedule(
                                    stream.plan(), options.warmupSeconds(), options.seconds()));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("can't read the stored rows", e);
        }
    }

    private static AuditCounts audit(SystemUnderTest system) {
        JavaProcess audit = system.cluster().command("audit", "audit");
        audit.awaitExit(AUDIT);
        return AuditCounts.read(audit);
    }

    private static List<String> layout(SystemUnderTest system) {
        return system.cluster().roles().stream()
                .map(role -> role.name() + ": " + role.spec().roles())
                .toList();
    }

    private List<LoadPlan> plans(SystemUnderTest system) {
        boolean sockets = scenario.door() == LoadPlan.DoorKind.SOCKET;
        int generators = sockets ? Math.ceilDiv(options.sockets(), CONNECTIONS_EACH) : 1;
        List<LoadPlan> plans = new ArrayList<>();
        for (int i = 0; i < generators; i++) {
            int users = options.users() / generators;
            int connections = sockets ? options.sockets() / generators : HTTP_CONNECTIONS;
            List<StreamPlan> streams =
                    scenario.streams(
                            options.rate() / generators,
                            new Scenario.Span(options.warmupSeconds(), options.seconds()));
            plans.add(
                    new LoadPlan(
                            RUN + i,
                            system.gateways(),
                            system.apiKey(),
                            scenario.door(),
                            connections,
                            connections,
                            new LoadPlan.Population(
                                    i * users,
                                    users,
                                    scenario == Scenario.CONNECTIONS ? 0 : SKEW,
                                    GAP_MILLIS),
                            streams,
                            options.warmupSeconds(),
                            options.seconds(),
                            GRACE_SECONDS,
                            SEED + i));
        }
        return plans;
    }
}
