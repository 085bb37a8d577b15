package dev.repartee.inference.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * Builds {@link ProviderHttp}. The read timeout that LangChain4j sets is not used: {@link
 * ModelCall} bounds the first token and the whole.
 */
final class ProviderHttpBuilder implements HttpClientBuilder {

    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final boolean secure;

    ProviderHttpBuilder(ModelTimeouts timeouts, boolean secure) {
        this.connectTimeout = timeouts.connect();
        this.readTimeout = timeouts.total();
        this.secure = secure;
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

    /** HTTP/2 only under TLS: many model servers stumble over the upgrade on a plain connection. */
    @Override
    public HttpClient build() {
        return new ProviderHttp(
                java.net.http.HttpClient.newBuilder()
                        .connectTimeout(connectTimeout)
                        .version(secure ? Version.HTTP_2 : Version.HTTP_1_1)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build());
    }
}
