package dev.repartee.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Engines for tests: started when first asked for, shared by all tests of this JVM, gone with it.
 * Each engine is started on its own, so a test that needs only Redis waits only for Redis.
 *
 * <p>Tests share the Kafka broker and the Redis server, so they must use topic names, groups and
 * keys of their own; each call of {@link #postgres()} or {@link #copyOf} gives a fresh database. A
 * test that breaks an engine uses {@link #isolated()}, or a lone one.
 */
public final class TestEngines {
    private static final EngineOptions OPTIONS = EngineOptions.forTests();

    /** Linux keeps files in memory there; engines that may forget wait for no disk then. */
    private static final Path MEMORY = Path.of("/dev/shm");

    /** Containers often have 64 MiB of it. */
    private static final long ENOUGH_MEMORY = 2L << 30;

    private static final String PREFIX = "repartee-test-engines-";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final List<SupervisedEngine> STARTED = new ArrayList<>();

    private static final List<DataFolder> FOLDERS = new ArrayList<>();

    // All four belong to the class's monitor, and so do the two lists.
    private static @Nullable DataFolder folder;
    private static @Nullable SupervisedEngine kafka;
    private static @Nullable SupervisedEngine redis;
    private static @Nullable PostgresServer postgres;

    private TestEngines() {}

    /** Bootstrap servers of the shared broker. */
    public static synchronized String kafka() {
        if (kafka == null) {
            kafka = started(KafkaBroker.NAME, home -> new KafkaBroker(home, OPTIONS));
        }
        return kafka.address();
    }

    /** Bootstrap servers of a broker that has further doors, for the caller alone. */
    public static synchronized String kafkaWith(KafkaDoor... doors) {
        EngineOptions options = OPTIONS;
        for (KafkaDoor door : doors) {
            options = options.withKafkaDoor(door);
        }
        EngineOptions guarded = options;
        return started(claimed(), KafkaBroker.NAME, home -> new KafkaBroker(home, guarded))
                .address();
    }

    /** URI of the shared server. */
    public static synchronized String redis() {
        if (redis == null) {
            redis = started(RedisServer.NAME, home -> new RedisServer(home, OPTIONS, binaries()));
        }
        return redis.address();
    }

    /** An empty database on the shared server, for the caller alone. */
    public static synchronized Database postgres() {
        return created("template0");
    }

    /**
     * A database with everything that an earlier one of the shared server has, for the caller
     * alone. Nobody may be connected to the earlier one meanwhile; whoever just left is waited for.
     */
    public static synchronized Database copyOf(Database original) {
        return created(original.name());
    }

    private static Database created(String template) {
        PostgresServer server = server();
        String name = "test_" + DATABASES.incrementAndGet();
        try {
            server.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        } catch (SQLException failure) {
            throw new EngineException(
                    "Can't create a database for a test (" + failure.getMessage() + ")", failure);
        }
        return new Database(
                name,
                server.urlWithoutUser(name),
                PostgresServer.USER,
                server.password(),
                server.url(name));
    }

    private static PostgresServer server() {
        if (postgres == null) {
            List<PostgresServer> made = new ArrayList<>();
            started(
                    PostgresServer.NAME,
                    home -> {
                        made.add(new PostgresServer(home, OPTIONS, binaries()));
                        return made.getFirst();
                    });
            postgres = made.getFirst();
        }
        return postgres;
    }

    /** A set of engines for one test to break; the caller closes it, which removes its data. */
    public static Isolated isolated() {
        Path data = temporaryFolder();
        return new Isolated(EmbeddedEngines.start(data, OPTIONS), data);
    }

    /** A broker for one test to break; the caller closes it, which removes its data. */
    public static Lone loneKafka() {
        return lone(KafkaBroker.NAME, home -> new KafkaBroker(home, OPTIONS));
    }

    /** A PostgreSQL server for one test to break, like {@link #loneKafka()}. */
    public static Lone lonePostgres() {
        return lone(PostgresServer.NAME, home -> new PostgresServer(home, OPTIONS, binaries()));
    }

    /** A Redis server for one test to break, like {@link #loneKafka()}. */
    public static Lone loneRedis() {
        return lone(RedisServer.NAME, home -> new RedisServer(home, OPTIONS, binaries()));
    }

    private static Lone lone(String name, Making making) {
        DataFolder place = DataFolder.claim(temporaryFolder());
        return new Lone(serving(place, name, making), place);
    }

    private static SupervisedEngine started(String name, Making making) {
        if (folder == null) {
            folder = claimed();
        }
        return started(folder, name, making);
    }

    /** One of a kind to a folder: an engine takes another of its name there for a left-over. */
    private static SupervisedEngine started(DataFolder place, String name, Making making) {
        SupervisedEngine engine = serving(place, name, making);
        STARTED.add(engine);
        return engine;
    }

    private static SupervisedEngine serving(DataFolder place, String name, Making making) {
        try {
            SupervisedEngine engine =
                    new SupervisedEngine(making.make(place.engine(name)), place, OPTIONS.revive());
            engine.start();
            return engine;
        } catch (IOException failure) {
            throw new EngineException("Can't start " + name + ": " + failure.getMessage(), failure);
        }
    }

    private static DataFolder claimed() {
        if (FOLDERS.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(TestEngines::end, "test-engines-end"));
        }
        DataFolder claimed = DataFolder.claim(temporaryFolder());
        FOLDERS.add(claimed);
        return claimed;
    }

    private static synchronized void end() {
        STARTED.parallelStream().forEach(SupervisedEngine::kill);
        for (DataFolder each : FOLDERS) {
            each.close();
            remove(each.path());
        }
    }

    private static Binaries binaries() {
        return new Binaries(Objects.requireNonNull(OPTIONS.binaries()));
    }

    private static Path temporaryFolder() {
        try {
            return hasRoom(MEMORY)
                    ? Files.createTempDirectory(MEMORY, PREFIX)
                    : Files.createTempDirectory(PREFIX);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean hasRoom(Path folder) throws IOException {
        return Files.isWritable(folder)
                && Files.getFileStore(folder).getUsableSpace() >= ENOUGH_MEMORY;
    }

    private static void remove(Path data) {
        try {
            Binaries.deleteTree(data);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * A database on the test server.
     *
     * @param name what the server calls it
     * @param url JDBC URL without user and password
     * @param fullUrl JDBC URL with both, the form that {@link EngineAddresses#postgres()} has
     */
    public record Database(String name, String url, String user, String password, String fullUrl) {}

    /** Engines of one test alone. */
    public static final class Isolated implements AutoCloseable {
        private final EmbeddedEngines engines;
        private final Path data;

        private Isolated(EmbeddedEngines engines, Path data) {
            this.engines = engines;
            this.data = data;
        }

        public EmbeddedEngines engines() {
            return engines;
        }

        /** Where their data is, and what else shall be gone with it. */
        public Path folder() {
            return data;
        }

        @Override
        public void close() {
            engines.kafka().kill();
            engines.postgres().kill();
            engines.redis().kill();
            engines.close();
            remove(data);
        }
    }

    /** One engine of one test alone, for tests that need no other. */
    public static final class Lone implements AutoCloseable {
        private final SupervisedEngine engine;
        private final DataFolder folder;

        private Lone(SupervisedEngine engine, DataFolder folder) {
            this.engine = engine;
            this.folder = folder;
        }

        public Engine engine() {
            return engine;
        }

        @Override
        public void close() {
            engine.kill();
            folder.close();
            remove(folder.path());
        }
    }

    @FunctionalInterface
    private interface Making {
        EngineDefinition make(Path home) throws IOException;
    }
}
