package dev.repartee.app.node;

import dev.repartee.runtime.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Engines that run elsewhere; what is absent is embedded.
 *
 * @param kafka {@code host:port}, several separated by commas
 * @param kafkaSecurity client properties as Kafka names them, for TLS and SASL
 * @param kafkaReplication copies of each partition when topics are created
 * @param postgres {@code postgresql://user:password@host:port/database}
 * @param postgresKeys the same for the database of user keys; {@code <database>_keys} on the same
 *     server when absent
 * @param redis {@code redis[s]://[[user]:password@]host[:port][/database]}
 * @param redisAuthorities PEM of who must have signed the certificate of a {@code rediss} server;
 *     those that Java trusts when absent
 */
public record EnginesConfig(
        @Nullable String kafka,
        Map<String, String> kafkaSecurity,
        int kafkaReplication,
        @Nullable Secret postgres,
        @Nullable Secret postgresKeys,
        @Nullable Secret redis,
        @Nullable Path redisAuthorities) {

    public EnginesConfig {
        kafkaSecurity = Map.copyOf(kafkaSecurity);
        if (kafkaReplication < 1) {
            throw new IllegalArgumentException("kafkaReplication must be at least 1");
        }
    }

    /** Everything embedded; topics on an external Kafka get three copies. */
    public static EnginesConfig defaults() {
        return new EnginesConfig(null, Map.of(), 3, null, null, null, null);
    }

    /** Whether at least one engine has to be embedded. */
    public boolean embedsAny() {
        return kafka == null || postgres == null || redis == null;
    }

    /** Whether all of them are. */
    public boolean embedsAll() {
        return kafka == null && postgres == null && redis == null;
    }

    /** Never prints a secret: Kafka's properties have passwords among them. */
    @Override
    public String toString() {
        return "EnginesConfig[kafka=%s, kafkaSecurity=%s, postgres=%s, redis=%s]"
                .formatted(kafka, new TreeSet<>(kafkaSecurity.keySet()), postgres, redis);
    }
}
