package dev.repartee.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Kafka, PostgreSQL and Redis over one data folder, which one process at a time may hold.
 *
 * <p>The engines listen on loopback only, keep their ports while those are free, and end with this
 * process however that ends. What a crash left behind is cleared away by the next start. While they
 * run, {@code engines.json} in the data folder (mode 600) tells other processes where they are, see
 * {@link #find}.
 */
public final class EmbeddedEngines implements AutoCloseable {
    private static final String ADDRESSES = "engines.json";

    private final DataFolder folder;
    private final SupervisedEngine kafka;
    private final SupervisedEngine postgres;
    private final SupervisedEngine redis;

    private EmbeddedEngines(DataFolder folder, EngineOptions options) throws IOException {
        Path shared = options.binaries();
        Binaries binaries =
                new Binaries(shared == null ? folder.path().resolve("binaries") : shared);
        this.folder = folder;
        this.kafka =
                engine(new KafkaBroker(folder.engine(KafkaBroker.NAME), options), folder, options);
        this.postgres =
                engine(
                        new PostgresServer(folder.engine(PostgresServer.NAME), options, binaries),
                        folder,
                        options);
        this.redis =
                engine(
                        new RedisServer(folder.engine(RedisServer.NAME), options, binaries),
                        folder,
                        options);
    }

    /**
     * Starts all three side by side and returns when all serve.
     *
     * @throws EngineException when one can't start, with all that had started stopped again
     */
    public static EmbeddedEngines start(Path data, EngineOptions options) {
        DataFolder folder = DataFolder.claim(data);
        try {
            EmbeddedEngines engines = new EmbeddedEngines(folder, options);
            try {
                engines.each(SupervisedEngine::start);
                engines.addresses().write(folder.path().resolve(ADDRESSES));
                return engines;
            } catch (EngineException | IOException failure) {
                engines.each(SupervisedEngine::kill);
                throw failure;
            }
        } catch (IOException failure) {
            folder.close();
            throw new EngineException(
                    "Can't start the engines in " + data + ": " + failure.getMessage(), failure);
        } catch (EngineException failure) {
            folder.close();
            throw failure;
        }
    }

    /** The engines that another process, or this one, runs over the folder at this moment. */
    public static Optional<EngineAddresses> find(Path data) {
        try {
            return DataFolder.isClaimed(data)
                    ? EngineAddresses.read(data.resolve(ADDRESSES))
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new EngineException(
                    "Can't read the engines' addresses (" + unreadable.getMessage() + ")",
                    unreadable);
        }
    }

    public EngineAddresses addresses() {
        return new EngineAddresses(kafka.address(), postgres.address(), redis.address());
    }

    public Engine kafka() {
        return kafka;
    }

    public Engine postgres() {
        return postgres;
    }

    public Engine redis() {
        return redis;
    }

    /** Stops all three side by side, within 6 s unless Kafka records, and gives the folder free. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder.path().resolve(ADDRESSES));
            each(SupervisedEngine::stop);
        } catch (IOException failure) {
            throw new EngineException(
                    "Can't remove the engines' addresses (" + failure.getMessage() + ")", failure);
        } finally {
            folder.close();
        }
    }

    private void each(Consumer<SupervisedEngine> action) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (SupervisedEngine engine : List.of(kafka, postgres, redis)) {
                running.add(CompletableFuture.runAsync(() -> action.accept(engine), executor));
            }
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof EngineException known
                    ? known
                    : new EngineException("An engine failed: " + failure.getCause(), failure);
        }
    }

    private static SupervisedEngine engine(
            EngineDefinition definition, DataFolder folder, EngineOptions options) {
        return new SupervisedEngine(definition, folder, options.revive());
    }
}
