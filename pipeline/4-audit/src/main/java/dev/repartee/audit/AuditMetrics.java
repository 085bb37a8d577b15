package dev.repartee.audit;

import dev.repartee.contract.event.EventType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that the audit stage shows. Messages are counted by the process that saw them end;
 * one that ended shortly before its partition changed hands may be counted twice.
 */
final class AuditMetrics {

    private final Map<EventType, Counter> ended = new EnumMap<>(EventType.class);
    private final Counter unreadable;
    private final Clock clock;

    /** Written by the audit's thread, read by the registry. */
    private volatile int open;

    private volatile int remembered;
    private volatile @Nullable Instant oldest;

    AuditMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        count(registry, EventType.REPLIED, "replied");
        count(registry, EventType.ANALYSED, "analysed");
        count(registry, EventType.PARKED, "parked");
        count(registry, EventType.EXPIRED, "expired");
        count(registry, EventType.RESEND, "duplicate");
        unreadable =
                Counter.builder("repartee_audit_unreadable")
                        .description("Requests whose headers do not say which message they are")
                        .register(registry);
        Gauge.builder("repartee_audit_open", () -> open)
                .description("Accepted messages that have not ended")
                .register(registry);
        Gauge.builder("repartee_audit_remembered", () -> remembered)
                .description("Results kept for requests that are read later")
                .register(registry);
        Gauge.builder("repartee_audit_oldest_open_seconds", this::oldestAge)
                .description("Age of the oldest accepted message that has not ended")
                .register(registry);
    }

    private void count(MeterRegistry registry, EventType type, String state) {
        ended.put(
                type,
                Counter.builder("repartee_audit_ended")
                        .description("Accepted messages that ended, by how")
                        .tag("state", state)
                        .register(registry));
    }

    void ended(EventType type) {
        Counter counter = ended.get(type);
        if (counter != null) {
            counter.increment();
        }
    }

    void unreadable() {
        unreadable.increment();
    }

    void state(int openNow, int rememberedNow, @Nullable Instant oldestNow) {
        open = openNow;
        remembered = rememberedNow;
        oldest = oldestNow;
    }

    private double oldestAge() {
        Instant since = oldest;
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }
}
