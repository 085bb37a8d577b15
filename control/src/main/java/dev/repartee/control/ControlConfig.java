package dev.repartee.control;

/**
 * Where the control plane listens. Only the gateway should reach it.
 *
 * @param host address to bind, loopback by default
 * @param port TCP port, 0 for any free one
 */
public record ControlConfig(String host, int port) {

    public ControlConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
    }

    /** Loopback, any free port. */
    public static ControlConfig defaults() {
        return new ControlConfig("127.0.0.1", 0);
    }
}
