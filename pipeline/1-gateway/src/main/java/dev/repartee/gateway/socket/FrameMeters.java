package dev.repartee.gateway.socket;

import dev.repartee.contract.event.ChatResult;
import dev.repartee.runtime.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/** Counts frames, and how long results take to their clients. Thread-safe. */
final class FrameMeters {

    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Timer pushLatency;
    private final ConcurrentHashMap<String, Counter> in = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Counter> out = new ConcurrentHashMap<>();

    FrameMeters(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        this.pushLatency = Metric.PUSH_LATENCY.timer(meters);
    }

    void received(String word) {
        in.computeIfAbsent(word, type -> counter("in", type)).increment();
    }

    void written(String word) {
        out.computeIfAbsent(word, type -> counter("out", type)).increment();
    }

    /** Pending results are not timed: their user was away. */
    void pushed(ChatResult result) {
        if (result instanceof ChatResult.Replied replied) {
            Duration since = Duration.between(replied.timeline().finishedAt(), clock.instant());
            pushLatency.record(since.isNegative() ? Duration.ZERO : since);
        }
    }

    private Counter counter(String direction, String type) {
        return Metric.FRAMES.counter(meters, "direction", direction, "type", type);
    }
}
