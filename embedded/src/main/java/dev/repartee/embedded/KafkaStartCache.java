package dev.repartee.embedded;

import dev.repartee.embedded.process.GuardedProcess;
import dev.repartee.embedded.process.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JVM's ahead-of-time cache for the broker (JEP 483, 514 and 515): its classes loaded and
 * linked, its hot methods known. It belongs to one JDK, one set of jars and one set of JVM options;
 * where it does not match, the JVM passes over it and the broker starts as if there were none.
 */
public final class KafkaStartCache {
    /** Writing the cache takes a broker much longer than an ordinary end. */
    private static final Duration WRITE_LIMIT = Duration.ofMinutes(3);

    private static final Duration POLL = Duration.ofMillis(100);

    private KafkaStartCache() {}

    /**
     * Runs a broker once over a temporary folder and leaves the cache it recorded; takes some 20 s
     * on two cores.
     *
     * @throws EngineException when the broker did not leave one
     */
    public static void create(Path cache, EngineOptions options) {
        Path fresh = cache.toAbsolutePath().resolveSibling(cache.getFileName() + ".new");
        try {
            Files.createDirectories(fresh.getParent());
            Path data = Files.createTempDirectory("repartee-start-cache-");
            try (DataFolder folder = DataFolder.claim(data)) {
                record(
                        new KafkaBroker(folder.engine(KafkaBroker.NAME), options),
                        fresh,
                        folder.log(KafkaBroker.NAME));
            } finally {
                Binaries.deleteTree(data);
            }
            Files.move(
                    fresh,
                    cache,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new EngineException(
                    "Can't record the start of Kafka: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineException(
                    "Interrupted while recording the start of Kafka", interrupted);
        }
    }

    private static void record(KafkaBroker broker, Path fresh, Path log)
            throws IOException, InterruptedException {
        broker.prepare();
        GuardedProcess.Launch ordinary = broker.launch();
        List<String> command = new ArrayList<>(ordinary.command());
        command.add(1, "-XX:AOTCacheOutput=" + fresh);
        GuardedProcess process =
                GuardedProcess.start(
                        new GuardedProcess.Launch(
                                ordinary.folder(), command, ordinary.stopSignal(), WRITE_LIMIT),
                        log);
        try {
            long deadline = System.nanoTime() + broker.startLimit().toNanos();
            while (!serves(broker) && process.isAlive() && System.nanoTime() - deadline < 0) {
                TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            }
        } finally {
            process.stop();
        }
        if (Files.notExists(fresh)) {
            throw new EngineException(
                    "Can't record the start of Kafka: nothing was written. " + LogTail.of(log));
        }
    }

    private static boolean serves(KafkaBroker broker) {
        try {
            return broker.serves();
        } catch (IOException notYet) {
            return false;
        }
    }
}
