package dev.repartee.bench.drill.site;

import dev.repartee.embedded.EmbeddedEngines;
import dev.repartee.embedded.Engine;
import java.util.Locale;

/** The engines that a fault can concern. */
public enum EngineKind {
    KAFKA,
    POSTGRES,
    REDIS;

    /** The word in names of drills and folders. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The running engine. */
    public Engine of(EmbeddedEngines engines) {
        return switch (this) {
            case KAFKA -> engines.kafka();
            case POSTGRES -> engines.postgres();
            case REDIS -> engines.redis();
        };
    }
}
