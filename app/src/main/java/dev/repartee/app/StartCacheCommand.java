package dev.repartee.app;

import dev.repartee.app.node.EngineAccess;
import dev.repartee.app.node.EnginesConfig;
import dev.repartee.app.node.Node;
import dev.repartee.app.node.Role;
import dev.repartee.app.node.Settings;
import dev.repartee.app.rehearsal.Rehearsal;
import dev.repartee.app.rehearsal.Staging;
import dev.repartee.app.rehearsal.StandIn;
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
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Starts, talks to itself for a while and stops, over a temporary folder. The launcher runs it
 * after a build with the JVM recording an ahead-of-time cache, so whatever is gone through here is
 * fast early from then on; Kafka, in a JVM of its own, records its own cache under the same load.
 */
@Command(
        name = "start-cache",
        description = "Record a start, to speed up later ones.",
        hidden = true)
final class StartCacheCommand implements Callable<Integer> {

    /** A machine that is busy with other things replies late; that must not cost the recording. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Parameters(description = "Kafka's cache")
    private Path kafka = Path.of("kafka.aot");

    @Option(names = "--seconds", description = "how long it talks (default: ${DEFAULT-VALUE})")
    private int seconds = 40;

    @Override
    public Integer call() throws IOException, InterruptedException {
        KafkaStartCache cache = KafkaStartCache.at(kafka).recorded();
        Path data = Files.createTempDirectory("repartee-start-");
        try {
            rehearse(data, EngineOptions.defaults().withKafkaCache(cache));
            if (!cache.keep()) {
                System.out.println("Kafka recorded nothing");
            }
            return 0;
        } finally {
            cache.discard();
            delete(data);
        }
    }

    /** Half of the partitions are worked for by a second worker, which understands otherwise. */
    private void rehearse(Path data, EngineOptions options) throws InterruptedException {
        try (StandIn standIn = StandIn.open();
                EngineAccess engines = EngineAccess.open(EnginesConfig.defaults(), data, options)) {
            Settings settings = Staging.settings(standIn);
            try (Node node = Node.start(settings, EnumSet.allOf(Role.class), data, engines);
                    Node _ =
                            Node.start(
                                    Staging.understandingElsewhere(settings, standIn),
                                    EnumSet.of(Role.INFERENCE),
                                    data,
                                    engines)) {
                URI gateway = URI.create("http://127.0.0.1:" + node.url().getPort());
                talk(new Rehearsal(gateway, FirstRun.read(data).apiKey(), PATIENCE));
            }
        }
    }

    /** What was recorded until something went wrong is worth keeping: a start, at least. */
    private void talk(Rehearsal rehearsal) throws InterruptedException {
        try {
            int replies = rehearsal.run(Duration.ofSeconds(seconds));
            System.out.println(replies + " replies in " + seconds + " s");
        } catch (IllegalStateException failure) {
            failure.printStackTrace(System.out);
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
