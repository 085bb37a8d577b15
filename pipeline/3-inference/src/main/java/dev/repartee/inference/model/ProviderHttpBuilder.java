package dev.repartee.inference.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.repartee.inference.http.OutboundHttp;
import java.time.Duration;

/**
 * Builds {@link ProviderHttp}. The timeouts that LangChain4j sets are not used: {@link ModelCall}
 * bounds the first token and the whole.
 */
final class ProviderHttpBuilder implements HttpClientBuilder {

    /** So much later than {@link ModelCall} gives up does a silent connection end by itself. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final int connections;
    private final Duration connectTimeout;
    private final Duration readTimeout;

    ProviderHttpBuilder(ModelTimeouts timeouts, ModelLimits limits) {
        this.connections = limits.concurrency();
        this.connectTimeout = timeouts.connect();
        this.readTimeout = timeouts.total();
    }

    @Override
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** LangChain4j knows one timeout for everything; ours was given to the constructor. */
    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return readTimeout;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }

    @Override
    public HttpClient build() {
        return new ProviderHttp(
                new OutboundHttp(connections, connectTimeout, readTimeout.plus(MARGIN)));
    }
}
