package dev.repartee.app;

import dev.repartee.embedded.EngineOptions;
import java.nio.file.Path;

/** Where the launcher keeps what makes starts faster; it says so in a system property. */
public final class StartCaches {
    private static final String KAFKA = "repartee.kafka-start-cache";

    private StartCaches() {}

    /** The options of a deployment, with the cache if there is one. */
    public static EngineOptions engineOptions() {
        String kafka = System.getProperty(KAFKA);
        EngineOptions options = EngineOptions.defaults();
        return kafka == null ? options : options.withKafkaCache(Path.of(kafka));
    }
}
