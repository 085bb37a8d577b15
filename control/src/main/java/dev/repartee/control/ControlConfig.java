package dev.repartee.control;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the control plane listens. Only the gateway should reach it.
 *
 * @param host address to bind, loopback by default
 * @param port TCP port, 0 for any free one
 * @param tls what it proves itself with, and who may come
 */
public record ControlConfig(String host, int port, Tls tls) {

    public ControlConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
    }

    /** Loopback, any free port, plain. */
    public static ControlConfig defaults() {
        return new ControlConfig("127.0.0.1", 0, Tls.defaults());
    }

    /**
     * Certificates in PEM; renewed files are picked up while it runs.
     *
     * @param certificate the chain, its own certificate first, which names the host by which
     *     gateways reach it
     * @param key its private key, PKCS#8
     * @param gateways who must have signed the certificates of gateways; absent: a gateway needs
     *     none
     */
    public record Tls(@Nullable Path certificate, @Nullable Path key, @Nullable Path gateways) {

        public Tls {
            if ((certificate == null) != (key == null)) {
                throw new IllegalArgumentException("certificate and key must be given together");
            }
            if (gateways != null && certificate == null) {
                throw new IllegalArgumentException("gateways needs a certificate and a key");
            }
        }

        /** None: plain HTTP. */
        public static Tls defaults() {
            return new Tls(null, null, null);
        }

        /** Whether it speaks TLS. */
        public boolean on() {
            return certificate != null;
        }
    }
}
