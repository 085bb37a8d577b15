package dev.repartee.kafka;

import java.util.HashMap;
import java.util.Map;

/**
 * Where the log is and how to be let in.
 *
 * @param bootstrap {@code host:port}, several separated by commas
 * @param security client properties as Kafka names them ({@code security.protocol}, {@code
 *     sasl.mechanism}, ...); empty for a plain connection
 * @param observer sees what consumers of this cluster do
 */
public record LogCluster(String bootstrap, Map<String, String> security, RecordObserver observer) {

    /** Validates and copies. */
    public LogCluster {
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException("bootstrap must name at least one broker");
        }
        security = Map.copyOf(security);
    }

    /** A cluster that nobody observes. */
    public LogCluster(String bootstrap, Map<String, String> security) {
        this(bootstrap, security, RecordObserver.NONE);
    }

    /** The same cluster, observed. */
    public LogCluster withObserver(RecordObserver other) {
        return new LogCluster(bootstrap, security, other);
    }

    /** A cluster that lets everyone in. */
    public static LogCluster of(String bootstrap) {
        return new LogCluster(bootstrap, Map.of());
    }

    /** The properties that every client of this cluster starts from. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(security);
        properties.put("bootstrap.servers", bootstrap);
        return properties;
    }

    /** Never prints a secret. */
    @Override
    public String toString() {
        return "LogCluster[" + bootstrap + "]";
    }
}
