package dev.repartee.verification.system;

import dev.repartee.app.FirstRun;
import dev.repartee.app.node.EngineAccess;
import dev.repartee.app.node.Node;
import dev.repartee.app.node.Role;
import dev.repartee.app.node.Settings;
import dev.repartee.audit.AuditConfig;
import dev.repartee.embedded.EmbeddedEngines;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogCluster;
import dev.repartee.postgres.DatabaseConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All roles in this JVM on engines of their own, as {@code ./repartee up} would run them. */
public final class RunningSystem implements AutoCloseable {

    private final TestEngines.Isolated isolated;
    private final EngineAccess engines;
    private final Settings settings;
    private final Path data;
    private @Nullable Node node;

    private RunningSystem(
            TestEngines.Isolated isolated, EngineAccess engines, Settings settings, Path data) {
        this.isolated = isolated;
        this.engines = engines;
        this.settings = settings;
        this.data = data;
    }

    public static RunningSystem start() {
        return start("");
    }

    /** Starts with settings as a YAML file would give them. */
    public static RunningSystem start(String yaml) {
        return start(yaml, Map.of());
    }

    /**
     * Starts with something put between the stages and the log: this is how promises are broken on
     * purpose, see {@link Sabotage}.
     */
    public static RunningSystem sabotaged(String yaml, Class<?> interceptor) {
        return start(yaml, Map.of("interceptor.classes", interceptor.getName()));
    }

    private static RunningSystem start(String yaml, Map<String, String> kafkaProperties) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("REPARTEE_GATEWAY_NETWORK_PORT", "0");
        variables.put("REPARTEE_OPERATIONS_PORT", "0");
        TestEngines.Isolated isolated = TestEngines.isolated();
        EngineAccess at = EngineAccess.at(isolated.engines().addresses());
        Map<String, String> properties = new LinkedHashMap<>(kafkaProperties);
        properties.put(
                Sabotage.NeedsRedis.PORT,
                isolated.engines().addresses().redis().replaceFirst(".*:", ""));
        EngineAccess engines =
                new EngineAccess(
                        new LogCluster(at.kafka().bootstrap(), properties),
                        at.topics(),
                        at.main(),
                        at.keys(),
                        at.redis(),
                        null);
        try {
            Path data = Files.createDirectory(isolated.folder().resolve("roles"));
            Path file = data.resolve("repartee.yaml");
            Files.writeString(file, yaml);
            RunningSystem system =
                    new RunningSystem(
                            isolated,
                            engines,
                            Settings.load(yaml.isEmpty() ? null : file, variables),
                            data);
            system.startNode();
            return system;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the roles again after {@link #stopNode}. */
    public void startNode() {
        node = Node.start(settings, EnumSet.allOf(Role.class), data, engines);
    }

    /** Stops the roles, not the engines. */
    public void stopNode() {
        if (node != null) {
            node.close();
            node = null;
        }
    }

    public Node node() {
        if (node == null) {
            throw new IllegalStateException("the roles are stopped");
        }
        return node;
    }

    public EmbeddedEngines engines() {
        return isolated.engines();
    }

    public EngineAccess access() {
        return engines;
    }

    public Path data() {
        return data;
    }

    /** A client with the first run's API key. */
    public ApiClient client() {
        return new ApiClient(node().url(), FirstRun.read(data).apiKey());
    }

    /** A number that the main database knows. */
    public long count(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(
                                engines.main().url(),
                                engines.main().user(),
                                engines.main().password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes a database behind everybody's back. */
    public static void execute(DatabaseConfig database, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the log itself says of the messages. */
    public Witness witness() {
        return new Witness(engines.kafka().bootstrap(), settings.of(AuditConfig.class).deadline());
    }

    @Override
    public void close() {
        stopNode();
        isolated.close();
    }
}
