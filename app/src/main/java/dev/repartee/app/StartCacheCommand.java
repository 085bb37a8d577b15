package dev.repartee.app;

import dev.repartee.embedded.EngineOptions;
import dev.repartee.embedded.KafkaStartCache;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Records a start of Kafka for later ones; the launcher calls it after a build. */
@Command(
        name = "start-cache",
        description = "Record a start of Kafka, to speed up later ones.",
        hidden = true)
final class StartCacheCommand implements Callable<Integer> {
    @Parameters(description = "file to write")
    private Path file = Path.of("kafka.aot");

    @Override
    public Integer call() {
        KafkaStartCache.create(file, EngineOptions.defaults());
        return 0;
    }
}
