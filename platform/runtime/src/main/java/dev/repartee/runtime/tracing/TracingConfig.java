package dev.repartee.runtime.tracing;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where traces go.
 *
 * @param endpoint an OTLP/HTTP collector, for example {@code http://localhost:4318}; nothing is
 *     traced when absent
 * @param ratio which share of the traces that begin here is kept, 0 to 1; a caller's decision is
 *     kept
 */
public record TracingConfig(@Nullable URI endpoint, double ratio) {

    public TracingConfig {
        if (ratio < 0 || ratio > 1) {
            throw new IllegalArgumentException("ratio must be 0 to 1, not " + ratio);
        }
    }

    /** Nothing is traced. */
    public static TracingConfig defaults() {
        return new TracingConfig(null, 1);
    }
}
