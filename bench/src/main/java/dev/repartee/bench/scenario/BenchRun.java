package dev.repartee.bench.scenario;

import dev.repartee.bench.load.Histograms;
import dev.repartee.bench.load.LoadPlan;
import dev.repartee.bench.load.LoadPlan.StreamPlan;
import dev.repartee.bench.load.LoadResult;
import dev.repartee.bench.load.StreamResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

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

    private final Scenario scenario;
    private final RunOptions options;
    private final Path folder;

    BenchRun(Scenario scenario, RunOptions options, Path folder) {
        this.scenario = scenario;
        this.options = options;
        this.folder = folder;
    }

    /** Runs it; tells whether nothing was lost, duplicated or reordered. */
    boolean run() throws IOException {
        Path work = Files.createTempDirectory("repartee-bench-");
        System.err.println("Starting the system in " + work);
        try (SystemUnderTest system = SystemUnderTest.start(options, work);
                LoadRun load = LoadRun.prepare(plans(system), work);
                Connection database = system.database()) {
            System.err.println("Loading");
            load.begin();
            List<LoadResult> results = load.await();
            long accepted =
                    results.stream()
                            .flatMap(result -> result.streams().stream())
                            .mapToLong(StreamResult::accepted)
                            .sum();
            StoredRows.await(database, RUN, accepted);
            StoredRows rows = StoredRows.empty();
            for (LoadResult result : results) {
                for (StreamResult stream : result.streams()) {
                    rows.read(database, result, stream);
                    print(stream);
                }
            }
            System.out.println(
                    "rows " + rows.rows() + " twice " + rows.twice() + " " + rows.states);
            print("dispatch", rows.dispatch);
            print("infer", rows.infer);
            print("deliver", rows.deliver);
            print("store", rows.store);
            print("endToEnd", rows.endToEnd);
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void print(StreamResult stream) {
        System.out.println(
                stream.plan().name()
                        + " sent "
                        + stream.sent()
                        + " accepted "
                        + stream.accepted()
                        + " finished "
                        + stream.finished()
                        + " refused "
                        + stream.refused()
                        + " failed "
                        + stream.failed()
                        + " unanswered "
                        + stream.unanswered()
                        + " dup "
                        + stream.duplicated()
                        + " rep "
                        + stream.repeated()
                        + " ooo "
                        + stream.outOfOrder()
                        + " mis "
                        + stream.mismatched());
        print("accept", Histograms.decode(stream.acceptMicros()));
        print("delta", Histograms.decode(stream.firstDeltaMicros()));
        print("reply", Histograms.decode(stream.replyMicros()));
    }

    private static void print(String name, Histogram histogram) {
        System.out.printf(
                "%-10s n %d p50 %.1f p95 %.1f p99 %.1f p99.9 %.1f max %.1f ms%n",
                name,
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50) / 1e3,
                histogram.getValueAtPercentile(95) / 1e3,
                histogram.getValueAtPercentile(99) / 1e3,
                histogram.getValueAtPercentile(99.9) / 1e3,
                histogram.getMaxValue() / 1e3);
    }

    private List<LoadPlan> plans(SystemUnderTest system) {
        boolean sockets = scenario.door() == LoadPlan.DoorKind.SOCKET;
        int generators = sockets ? Math.ceilDiv(options.sockets(), CONNECTIONS_EACH) : 1;
        List<LoadPlan> plans = new ArrayList<>();
        for (int i = 0; i < generators; i++) {
            int users = options.users() / generators;
            int connections = sockets ? options.sockets() / generators : HTTP_CONNECTIONS;
            List<StreamPlan> streams = scenario.streams(options.rate() / generators);
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
