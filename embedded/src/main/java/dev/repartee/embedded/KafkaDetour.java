package dev.repartee.embedded;

/**
 * A second door to the broker on loopback. Clients that come in by it are told to stay with another
 * port, where a proxy listens: else they would go round it as soon as they know the cluster.
 *
 * @param port where the broker listens
 * @param advertisedPort where its clients are sent
 */
public record KafkaDetour(int port, int advertisedPort) {}
