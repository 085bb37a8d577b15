package dev.repartee.app.node;

import dev.repartee.embedded.EmbeddedEngines;
import dev.repartee.embedded.EngineAddresses;
import dev.repartee.embedded.EngineOptions;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.TopicSettings;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.redis.RedisConfig;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the engines are: named by the configuration, running already over the data folder, or
 * started here.
 *
 * @param kafka the log
 * @param topics how topics are created there
 * @param main the database of everything but keys
 * @param keys the database of user keys
 * @param redis the cache
 * @param own the engines that this process started and must stop, or null
 */
public record EngineAccess(
        LogCluster kafka,
        TopicSettings topics,
        DatabaseConfig main,
        DatabaseConfig keys,
        RedisConfig redis,
        @Nullable EmbeddedEngines own)
        implements AutoCloseable {

    private static final String DATABASE = "repartee";
    private static final int MAIN_CONNECTIONS = 16;
    private static final int KEYS_CONNECTIONS = 6;
    private static final String KEYS_SUFFIX = "_keys";
    private static final Duration EMBEDDED_RETENTION = Duration.ofDays(7);
    private static final int PRODUCTION_COPIES = 3;

    /** Engines for a process that may start the embedded ones. */
    public static EngineAccess open(EnginesConfig config, Path data, EngineOptions options) {
        if (!config.embedsAny()) {
            return of(config, null, null);
        }
        EngineAddresses running = running(data);
        if (running != null) {
            return of(config, running, null);
        }
        EmbeddedEngines engines = EmbeddedEngines.start(data, options);
        return of(config, engines.addresses(), engines);
    }

    /**
     * Engines for a command that works on a running system.
     *
     * @throws StartupException when nothing runs over the data folder
     */
    public static EngineAccess find(EnginesConfig config, Path data) {
        EngineAddresses running = config.embedsAny() ? running(data) : null;
        if (config.embedsAny() && running == null) {
            throw new StartupException(
                    ExitCode.ENGINE_UNREACHABLE,
                    "Nothing runs over "
                            + data
                            + ". Start './repartee up', or name its folder with --data.");
        }
        return of(config, running, null);
    }

    /** Engines at these addresses, for tests. */
    public static EngineAccess at(EngineAddresses addresses) {
        return of(EnginesConfig.defaults(), addresses, null);
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    private static @Nullable EngineAddresses running(Path data) {
        return EmbeddedEngines.find(data).orElse(null);
    }

    private static EngineAccess of(
            EnginesConfig config,
            @Nullable EngineAddresses embedded,
            @Nullable EmbeddedEngines own) {
        DatabaseConfig main = main(config, embedded);
        DatabaseConfig keys =
                config.postgresKeys() == null
                        ? main.withName(main.name() + KEYS_SUFFIX)
                        : DatabaseConfig.parse(config.postgresKeys().value());
        return new EngineAccess(
                cluster(config, embedded),
                config.kafka() == null ? embeddedTopics() : externalTopics(config),
                main.withConnections(MAIN_CONNECTIONS),
                keys.withConnections(KEYS_CONNECTIONS),
                RedisConfig.at(
                                config.redis() == null
                                        ? given(embedded).redis()
                                        : config.redis().value())
                        .trusting(config.redisAuthorities()),
                own);
    }

    private static LogCluster cluster(EnginesConfig config, @Nullable EngineAddresses embedded) {
        return config.kafka() == null
                ? new LogCluster(given(embedded).kafka(), Map.of())
                : new LogCluster(config.kafka(), config.kafkaSecurity());
    }

    private static DatabaseConfig main(EnginesConfig config, @Nullable EngineAddresses embedded) {
        return config.postgres() == null
                ? DatabaseConfig.parse(given(embedded).postgres()).withName(DATABASE)
                : DatabaseConfig.parse(config.postgres().value());
    }

    private static TopicSettings embeddedTopics() {
        return new TopicSettings(1, 1, EMBEDDED_RETENTION);
    }

    private static TopicSettings externalTopics(EnginesConfig config) {
        int copies = config.kafkaReplication();
        return new TopicSettings(copies, copies >= PRODUCTION_COPIES ? 2 : 1, null);
    }

    private static EngineAddresses given(@Nullable EngineAddresses embedded) {
        if (embedded == null) {
            throw new IllegalStateException("an engine is neither configured nor embedded");
        }
        return embedded;
    }
}
