package dev.repartee.bench.scenario;

import dev.repartee.app.StartCaches;
import dev.repartee.bench.Main;
import dev.repartee.bench.api.Api;
import dev.repartee.bench.cluster.Cluster;
import dev.repartee.bench.cluster.JavaProcess;
import dev.repartee.bench.cluster.ProcessSpec;
import dev.repartee.bench.cluster.RoleProcess;
import dev.repartee.bench.cluster.RoleSpec;
import dev.repartee.embedded.EngineOptions;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A whole Repartee with a stub for its model, prepared for a run: nothing in it is switched off.
 */
final class SystemUnderTest implements AutoCloseable {

    private static final int KAFKA_HEAP_MEGABYTES = 1_024;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern STUB = Pattern.compile("Stub: (http://\\S+)");

    private final Scenario scenario;
    private final RunOptions options;
    private final Cluster cluster;
    private final JavaProcess stub;

    private SystemUnderTest(
            Scenario scenario, RunOptions options, Cluster cluster, JavaProcess stub) {
        this.scenario = scenario;
        this.options = options;
        this.cluster = cluster;
        this.stub = stub;
    }

    static SystemUnderTest start(Scenario scenario, RunOptions options, Path folder) {
        JavaProcess stub = startStub(options, folder);
        try {
            URI model = URI.create(stub.awaitOutput(STUB, START).group(1));
            Cluster cluster =
                    Cluster.start(
                            folder,
                            new EngineOptions(
                                    true,
                                    false,
                                    KAFKA_HEAP_MEGABYTES,
                                    null,
                                    StartCaches.engineOptions().kafkaCache()),
                            BenchConfiguration.yaml(scenario, options, model));
            try {
                SystemUnderTest system = new SystemUnderTest(scenario, options, cluster, stub);
                system.keepCommitTimes();
                system.startRoles();
                system.createAssistants();
                return system;
            } catch (RuntimeException failure) {
                cluster.close();
                throw failure;
            }
        } catch (RuntimeException failure) {
            stub.close();
            throw failure;
        }
    }

    Cluster cluster() {
        return cluster;
    }

    JavaProcess stub() {
        return stub;
    }

    /** Every gateway there is. */
    List<URI> gateways() {
        return cluster.roles().stream()
                .filter(role -> servesUsers(role.spec()))
                .map(RoleProcess::gateway)
                .toList();
    }

    String apiKey() {
        return cluster.credentials().apiKey();
    }

    /** A connection to the main database. */
    Connection database() throws SQLException {
        return DriverManager.getConnection(
                cluster.engines().addresses().postgres().replaceFirst("/[^/?]*\\?", "/repartee?"));
    }

    @Override
    public void close() {
        cluster.close();
        stub.close();
    }

    private void createAssistants() {
        try (Api api = new Api(gateways().getFirst(), apiKey())) {
            Assistants.create(api);
        }
    }

    private static boolean servesUsers(RoleSpec role) {
        return role.roles().equals("all") || role.roles().contains("gateway");
    }

    private static JavaProcess startStub(RunOptions options, Path folder) {
        List<String> arguments = new ArrayList<>(List.of("stub", "--port", "0"));
        arguments.addAll(options.stubArguments());
        return JavaProcess.start(
                new ProcessSpec(
                        "stub",
                        List.of("-XX:+UseSerialGC", "-Xmx512m"),
                        Main.class.getName(),
                        arguments,
                        Map.of()),
                folder);
    }

    /** Lets PostgreSQL remember when each row was committed: that is when a message is stored. */
    private void keepCommitTimes() {
        try (Connection connection =
                        DriverManager.getConnection(cluster.engines().addresses().postgres());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET track_commit_timestamp = on");
        } catch (SQLException e) {
            throw new IllegalStateException("can't prepare PostgreSQL", e);
        }
        cluster.engines().postgres().stop();
        cluster.engines().postgres().start();
    }

    private void startRoles() {
        List<RoleSpec> specs =
                options.layout().processes(options.gateways()).stream()
                        .map(this::configured)
                        .toList();
        RoleSpec first = specs.getFirst();
        cluster.startRole(first);
        specs.stream().skip(1).forEach(cluster::begin);
        cluster.roles().forEach(RoleProcess::ready);
    }

    private RoleSpec configured(RoleSpec usual) {
        boolean holds = scenario == Scenario.CONNECTIONS && usual.roles().equals("gateway");
        RoleSpec spec = holds ? usual.frugal() : usual;
        List<String> flags = new ArrayList<>(spec.jvm());
        flags.addAll(options.jvm());
        return new RoleSpec(
                spec.name(), spec.roles(), spec.heapMegabytes(), flags, spec.environment());
    }
}
