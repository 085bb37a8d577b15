package dev.repartee.gateway;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door's certificate and key, looked at again now and then: a renewed one is used for new
 * connections, a broken one is told in the log and the old one stays. Lives on one event loop.
 */
final class Certificate {

    private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);
    private static final Set<String> VERSIONS = Set.of("TLSv1.3", "TLSv1.2");

    private final Path certificate;
    private final Path key;
    private final Duration look;
    private List<FileTime> seen;

    private Certificate(Path certificate, Path key, Duration look) {
        this.look = look;
        this.certificate = certificate;
        this.key = key;
        this.seen = modified();
    }

    /**
     * The files of the configuration, if there are any.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_CONFIGURATION} when one can't be read
     */
    static Optional<Certificate> of(GatewayConfig.Tls tls) {
        Path certificate = tls.certificate();
        Path key = tls.key();
        return certificate == null || key == null
                ? Optional.empty()
                : Optional.of(new Certificate(certificate, key, tls.look()));
    }

    void apply(HttpServerOptions options) {
        options.setSsl(true).setKeyCertOptions(pem()).setEnabledSecureTransportProtocols(VERSIONS);
    }

    /** Goes on looking until the loop ends. */
    void follow(Vertx vertx, HttpServer server) {
        vertx.setPeriodic(look.toMillis(), timer -> look(server));
    }

    private void look(HttpServer server) {
        try {
            List<FileTime> now = modified();
            if (!now.equals(seen)) {
                seen = now;
                // By force: the options name the same files as before, and so look unchanged.
                server.updateSSLOptions(
                                new ServerSSLOptions()
                                        .setKeyCertOptions(pem())
                                        .setEnabledSecureTransportProtocols(VERSIONS),
                                true)
                        .onSuccess(changed -> LOG.info("the certificate was renewed"))
                        .onFailure(Certificate::unusable);
            }
        } catch (ReparteeException e) {
            unusable(e);
        }
    }

    private PemKeyCertOptions pem() {
        return new PemKeyCertOptions()
                .addCertPath(certificate.toString())
                .addKeyPath(key.toString());
    }

    private List<FileTime> modified() {
        try {
            return List.of(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
        } catch (IOException e) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the certificate " + certificate + " or its key " + key + " can't be read",
                    e);
        }
    }

    private static void unusable(Throwable failure) {
        LOG.atError().setCause(failure).log("the new certificate can't be used, the old one stays");
    }
}
