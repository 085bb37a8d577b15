package dev.repartee.runtime.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records spans of a process and carries W3C trace context.
 *
 * <p>Spans wait in a bounded queue and are dropped when the collector does not keep up: tracing
 * never slows a message down. Thread-safe.
 */
public final class Tracing implements AutoCloseable {

    private static final String TRACEPARENT = "traceparent";
    private static final int QUEUE = 8_192;
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    private Tracing(@Nullable SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider == null ? null : provider.get("dev.repartee");
    }

    /**
     * @param roles what this process runs; part of the service's name
     */
    public static Tracing open(TracingConfig config, String roles) {
        if (config.endpoint() == null) {
            return new Tracing(null);
        }
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(config.endpoint().resolve("/v1/traces").toString())
                        .build();
        return new Tracing(
                SdkTracerProvider.builder()
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.ratio())))
                        .setResource(
                                Resource.getDefault()
                                        .merge(
                                                Resource.create(
                                                        Attributes.of(
                                                                AttributeKey.stringKey(
                                                                        "service.name"),
                                                                "repartee-" + roles))))
                        .addSpanProcessor(
                                BatchSpanProcessor.builder(exporter).setMaxQueueSize(QUEUE).build())
                        .build());
    }

    /** Whether anything is recorded. */
    public boolean enabled() {
        return tracer != null;
    }

    /**
     * Begins a step of a message's way.
     *
     * @param parent the caller's {@code traceparent}; null or malformed begins a new trace
     * @param attributes no message text, no secrets
     */
    public Step begin(String name, @Nullable String parent, Map<String, String> attributes) {
        if (tracer == null) {
            return new Step(null);
        }
        Span span =
                tracer.spanBuilder(name)
                        .setParent(context(parent))
                        .setSpanKind(SpanKind.CONSUMER)
                        .startSpan();
        attributes.forEach(span::setAttribute);
        return new Step(span);
    }

    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(STOP.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Context context(@Nullable String parent) {
        Map<String, String> carrier = parent == null ? Map.of() : Map.of(TRACEPARENT, parent);
        return W3C.extract(Context.root(), carrier, MapReader.INSTANCE);
    }

    /** One step; must be ended. Any thread may end it. */
    public static final class Step {

        private final @Nullable Span span;

        private Step(@Nullable Span span) {
            this.span = span;
        }

        /** The context to hand on, or null when nothing is traced. */
        public @Nullable String traceparent() {
            if (span == null) {
                return null;
            }
            Map<String, String> carrier = new HashMap<>();
            W3C.inject(Context.root().with(span), carrier, Map::put);
            return carrier.get(TRACEPARENT);
        }

        /** Ends the step, as failed when a failure is given. */
        public void end(@Nullable Throwable failure) {
            if (span == null) {
                return;
            }
            if (failure != null) {
                span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
            }
            span.end();
        }
    }

    private enum MapReader implements TextMapGetter<Map<String, String>> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return List.copyOf(carrier.keySet());
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    }
}
