package dev.repartee.app;

import dev.repartee.app.node.EngineAccess;
import dev.repartee.app.node.EnginesConfig;
import dev.repartee.app.node.Node;
import dev.repartee.app.node.Role;
import dev.repartee.app.node.Settings;
import dev.repartee.embedded.EngineOptions;
import dev.repartee.embedded.KafkaStartCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Starts, talks to itself for a few seconds and stops, over a temporary folder. The launcher runs
 * it after a build with the JVM recording an ahead-of-time cache, so whatever is started here
 * starts faster from then on; Kafka, in a JVM of its own, gets its own cache unless the file is
 * there already.
 */
@Command(
        name = "start-cache",
        description = "Record a start, to speed up later ones.",
        hidden = true)
final class StartCacheCommand implements Callable<Integer> {
    private static final Map<String, String> ANY_PORTS =
            Map.of(
                    "REPARTEE_GATEWAY_NETWORK_PORT", "0",
                    "REPARTEE_CONTROL_PORT", "0",
                    "REPARTEE_OPERATIONS_PORT", "0");

    private static final Duration REHEARSAL = Duration.ofSeconds(10);

    /** A machine that is busy with other things replies late; that must not cost the recording. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Parameters(description = "Kafka's cache")
    private Path kafka = Path.of("kafka.aot");

    @Override
    public Integer call() throws IOException, InterruptedException {
        EngineOptions options = EngineOptions.defaults();
        if (Files.notExists(kafka)) {
            KafkaStartCache.create(kafka, options);
        }
        Path data = Files.createTempDirectory("repartee-start-");
        Settings settings = Settings.load(null, ANY_PORTS);
        try (EngineAccess engines =
                        EngineAccess.open(
                                EnginesConfig.defaults(), data, options.withKafkaCache(kafka));
                Node node = Node.start(settings, EnumSet.allOf(Role.class), data, engines)) {
            URI gateway = URI.create("http://127.0.0.1:" + node.url().getPort());
            String key = FirstRun.read(data).apiKey();
            return Rehearsal.run(gateway, key, REHEARSAL, PATIENCE) > 0 ? 0 : 1;
        } finally {
            delete(data);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.sorted(Comparator.reverseOrder())
                    .forEach(
                            path -> {
                                try {
                                    Files.delete(path);
                                } catch (IOException failure) {
                                    throw new UncheckedIOException(failure);
                                }
                            });
        }
    }
}
