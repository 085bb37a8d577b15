package dev.repartee.runtime;

/**
 * Where health, readiness and metrics are served.
 *
 * @param host address to listen on; metrics are not for everyone, so only this machine by default
 * @param port 0 picks a free one
 */
public record OperationsConfig(String host, int port) {
    private static final int HIGHEST_PORT = 65_535;

    public OperationsConfig {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "port must be between 0 and " + HIGHEST_PORT + ", not " + port);
        }
    }

    public static OperationsConfig defaults() {
        return new OperationsConfig("127.0.0.1", 9_464);
    }
}
