package dev.repartee.egress;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The HTTP client below: no proxy, no redirect, no cookie, no retry, no compression. */
final class HopClient implements AutoCloseable {

    private static final TimeValue IDLE_AT_MOST = TimeValue.ofSeconds(15);

    private final CloseableHttpClient client;
    private final Timeout connect;

    HopClient(EgressPolicy policy, Names names, EgressConfig config) {
        this.connect = Timeout.of(config.connect());
        this.client =
                HttpClientBuilder.create()
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                                        .setMaxConnPerRoute(config.connections())
                                        .setMaxConnTotal(config.connections())
                                        .setDnsResolver(new CheckedNames(policy, names))
                                        .setDefaultConnectionConfig(
                                                ConnectionConfig.custom()
                                                        .setConnectTimeout(connect)
                                                        .setValidateAfterInactivity(
                                                                TimeValue.ofSeconds(2))
                                                        .build())
                                        .build())
                        // Said outright, so that no property of the machine brings a proxy in.
                        .setRoutePlanner(
                                new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableContentCompression()
                        .disableAuthCaching()
                        .setUserAgent("Repartee")
                        .evictIdleConnections(IDLE_AT_MOST)
                        .build();
    }

    /** Sends a request and returns when its answer's head is there. */
    ClassicHttpResponse open(HttpUriRequestBase request, Duration silence) throws IOException {
        Timeout patience = Timeout.of(silence);
        request.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(patience)
                        .setResponseTimeout(patience)
                        .build());
        return client.executeOpen(null, request, null);
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
