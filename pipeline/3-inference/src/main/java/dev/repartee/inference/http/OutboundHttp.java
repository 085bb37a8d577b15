package dev.repartee.inference.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls over HTTP/1.1 on kept connections, blocking the caller's virtual thread.
 *
 * <p>It retries nothing, follows no redirect, keeps no cookie and asks for no compression: its
 * callers decide what is tried again, and an address that was configured is the one that is called.
 * Thread-safe.
 */
public final class OutboundHttp implements AutoCloseable {

    /** Shorter than servers and balancers keep idle connections, so that ours are rarely stale. */
    private static final TimeValue IDLE_AT_MOST = TimeValue.ofSeconds(30);

    private static final TimeValue CHECKED_AFTER = TimeValue.ofSeconds(2);

    private final CloseableHttpClient client;
    private final ScheduledExecutorService timer;

    /**
     * @param connections most at once; a caller beyond them waits for one
     * @param connect until a connection stands
     * @param patience longest silence within an exchange, and wait for a connection
     */
    public OutboundHttp(int connections, Duration connect, Duration patience) {
        this(connections, connect, patience, Timeout.of(patience));
    }

    /**
     * One for callers that always interrupt an exchange in the end. Silence has no bound of its own
     * then: a read that has one sets the JDK's timer and stops it again, which wakes two threads
     * for each piece of an answer.
     *
     * @param connections most at once; a caller beyond them waits for one
     * @param connect until a connection stands
     * @param wait for a connection of those
     */
    public static OutboundHttp interrupted(int connections, Duration connect, Duration wait) {
        return new OutboundHttp(connections, connect, wait, Timeout.DISABLED);
    }

    private OutboundHttp(int connections, Duration connect, Duration wait, Timeout silence) {
        HttpClientConnectionManager pool =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnPerRoute(connections)
                        .setMaxConnTotal(connections)
                        .setDefaultSocketConfig(
                                SocketConfig.custom()
                                        .setTcpNoDelay(true)
                                        .setSoTimeout(silence)
                                        .build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(connect))
                                        .setSocketTimeout(silence)
                                        .setValidateAfterInactivity(CHECKED_AFTER)
                                        .setIdleTimeout(Timeout.of(IDLE_AT_MOST.toDuration()))
                                        .build())
                        .build();
        this.client =
                HttpClientBuilder.create()
                        .setConnectionManager(pool)
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setConnectionRequestTimeout(Timeout.of(wait))
                                        .setResponseTimeout(silence)
                                        .build())
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableContentCompression()
                        .disableAuthCaching()
                        .disableDefaultUserAgent()
                        .evictIdleConnections(IDLE_AT_MOST)
                        .build();
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("outbound-http-limit").factory());
    }

    /** Reads an answer while it comes. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ClassicHttpResponse response) throws IOException;
    }

    /**
     * Sends a request and reads its answer; only an answer that was read to its end leaves its
     * connection for others. Interrupting the thread ends the exchange.
     */
    public <T> T call(HttpUriRequestBase request, Reader<T> reader) throws IOException {
        boolean whole = false;
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        try {
            T read = reader.read(response);
            whole = true;
            return read;
        } finally {
            if (whole) {
                response.close();
            } else {
                // Closing it in peace would wait for the rest of the answer.
                request.cancel();
            }
        }
    }

    /**
     * The same within a time that holds for the whole exchange, however busy the server is with
     * sending.
     */
    public <T> T call(HttpUriRequestBase request, Reader<T> reader, Duration limit)
            throws IOException {
        var end =
                timer.schedule(
                        () -> {
                            request.cancel();
                        },
                        Math.max(0, limit.toNanos()),
                        TimeUnit.NANOSECONDS);
        try {
            return call(request, reader);
        } finally {
            end.cancel(false);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
