package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.gateway.GatewayConfig;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How the control plane is told from others, and what the gateway shows it, when it is reached by
 * TLS. Its certificate must name the host of its address.
 */
public final class ControlTrust {

    private static final Set<String> VERSIONS = Set.of("TLSv1.3", "TLSv1.2");

    private final @Nullable Path authorities;
    private final @Nullable Path certificate;
    private final @Nullable Path key;

    private ControlTrust(GatewayConfig.ControlTls tls) {
        this.authorities = tls.authorities();
        this.certificate = tls.certificate();
        this.key = tls.key();
    }

    /** As it is configured. */
    public static ControlTrust of(GatewayConfig.ControlTls tls) {
        return new ControlTrust(tls);
    }

    void apply(HttpClientOptions options) {
        options.setSsl(true).setVerifyHost(true).setEnabledSecureTransportProtocols(VERSIONS);
        if (authorities != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(authorities.toString()));
        }
        if (certificate != null && key != null) {
            options.setKeyCertOptions(
                    new PemKeyCertOptions()
                            .addCertPath(certificate.toString())
                            .addKeyPath(key.toString()));
        }
    }

    /**
     * The same for a client of the JDK.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_CONFIGURATION} when a file can't be
     *     read
     */
    SSLContext context() {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
            if (authorities != null) {
                builder.trustManager(authorities.toFile());
            }
            if (certificate != null && key != null) {
                builder.keyManager(certificate.toFile(), key.toFile());
            }
            return ((JdkSslContext) builder.build()).context();
        } catch (SSLException | IllegalArgumentException e) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "gateway.controlTls: a certificate or key can't be read",
                    e);
        }
    }
}
