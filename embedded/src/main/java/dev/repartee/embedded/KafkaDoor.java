package dev.repartee.embedded;

import java.io.IOException;
import java.util.Map;

/**
 * A further door to the broker on loopback, beside the plain one. Clients that come in by it are
 * told to stay with it: else they would go round it as soon as they know the cluster.
 *
 * @param port where the broker listens
 * @param advertisedPort where its clients are sent: another port where a proxy stands between
 * @param protocol as Kafka names it, {@code SASL_SSL} for example
 * @param properties of this door alone, named as brokers name them ({@code ssl.keystore.location},
 *     ...)
 */
public record KafkaDoor(
        int port, int advertisedPort, String protocol, Map<String, String> properties) {

    /** Copies. */
    public KafkaDoor {
        properties = Map.copyOf(properties);
    }

    /** A plain door whose clients are sent to a proxy. */
    public static KafkaDoor detour(int port, int advertisedPort) {
        return new KafkaDoor(port, advertisedPort, "PLAINTEXT", Map.of());
    }

    /** A door on a free port that asks for what its protocol and properties say. */
    public static KafkaDoor guarded(String protocol, Map<String, String> properties)
            throws IOException {
        int port = Port.free();
        return new KafkaDoor(port, port, protocol, properties);
    }

    /** The way in for clients. */
    public String address() {
        return "127.0.0.1:" + advertisedPort;
    }

    /** Never prints a secret. */
    @Override
    public String toString() {
        return "KafkaDoor[" + protocol + " " + port + "]";
    }
}
