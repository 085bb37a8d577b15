package dev.repartee.app;

import dev.repartee.embedded.EngineOptions;
import dev.repartee.embedded.KafkaStartCache;
import java.nio.file.Path;

/** Where the launcher keeps what makes starts faster; it says so in system properties. */
public final class StartCaches {
    private static final String KAFKA = "repartee.kafka-start-cache";

    /** Our own jar, whose libraries Kafka runs from; only told to processes of another jar. */
    private static final String JAR = "repartee.jar";

    private StartCaches() {}

    /** The options of a deployment, with the cache if there is one. */
    public static EngineOptions engineOptions() {
        String kafka = System.getProperty(KAFKA);
        if (kafka == null) {
            return EngineOptions.defaults();
        }
        KafkaStartCache cache = KafkaStartCache.at(Path.of(kafka));
        String jar = System.getProperty(JAR);
        return EngineOptions.defaults()
                .withKafkaCache(jar == null ? cache : cache.withLibrariesOf(Path.of(jar)));
    }
}
