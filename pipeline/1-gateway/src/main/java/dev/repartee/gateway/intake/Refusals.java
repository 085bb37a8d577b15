package dev.repartee.gateway.intake;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.TrafficEvent;
import dev.repartee.kafka.EventSender;
import dev.repartee.runtime.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Counts what is refused, and tells analytics whose it was. */
final class Refusals {

    private final EventSender log;
    private final InstantSource clock;
    private final MeterRegistry meters;

    Refusals(EventSender log, InstantSource clock, MeterRegistry meters) {
        this.log = log;
        this.clock = clock;
        this.meters = meters;
    }

    void count(ErrorCode code) {
        Metric.REFUSALS.counter(meters, "code", code.word()).increment();
    }

    /** Never blocks; while the log is gone only the counter knows. */
    void report(
            UserKey user,
            @Nullable RequestId requestId,
            ErrorCode code,
            String channel,
            String text,
            TraceContext trace) {
        count(code);
        if (code != ErrorCode.LOG_UNAVAILABLE) {
            log.sendAndForget(
                    Topic.TRAFFIC.topicName(),
                    new TrafficEvent(
                            user,
                            TrafficEvent.Kind.REFUSED,
                            requestId,
                            code,
                            channel,
                            text.getBytes(StandardCharsets.UTF_8).length,
                            clock.instant()),
                    trace.traceparent());
        }
    }
}
