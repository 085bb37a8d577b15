package dev.repartee.kafka.consumer;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.kafka.ledger.Hand;
import dev.repartee.kafka.ledger.Held;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What a consumer tells of itself, tagged with its group; gone when it is closed. Thread-safe. */
final class ConsumerMeters {

    private static final String PREFIX = "repartee_consumer_";

    private final MeterRegistry registry;
    private final String group;
    private final List<Meter> own = new CopyOnWriteArrayList<>();
    private final Timer commits;
    private final Counter failedCommits;
    private final QueueDelay delay;

    /** Written by the poll thread. */
    private final AtomicLong unread = new AtomicLong();

    ConsumerMeters(MeterRegistry registry, String group, Bench bench, Clock clock) {
        this.registry = registry;
        this.group = group;
        gauge("lag", "records in the topics that are not finished", bench, this::lag);
        gauge("in_flight", "records read and not finished", bench, Hand::records);
        gauge("lanes_busy", "records with a handler now", bench, Hand::running);
        gauge(
                "oldest_unfinished_seconds",
                "time since the oldest unfinished record was appended",
                bench,
                hand -> age(hand.oldest(), clock));
        this.delay = new QueueDelay(clock);
        own(
                Gauge.builder(PREFIX + "wait_seconds", delay, QueueDelay::seconds)
                        .description("how long records lately waited for their handler")
                        .tag("group", group)
                        .register(registry));
        this.commits =
                own(
                        Timer.builder(PREFIX + "commit")
                                .description(
                                        "time from sending a commit until its acknowledgement was noticed")
                                .tag("group", group)
                                .register(registry));
        this.failedCommits =
                own(
                        Counter.builder(PREFIX + "commit_failures")
                                .description("commits that were not acknowledged")
                                .tag("group", group)
                                .register(registry));
    }

    void unread(long records) {
        unread.set(records);
    }

    /** A handler begins with the record. */
    void begun(Held held) {
        if (held.leads() && held.attempt() == 1) {
            delay.begun(held.appendedAt());
        }
    }

    /** How long records lately waited for their handler; for the poll thread. */
    Duration waited() {
        return delay.lately();
    }

    void committed(Duration took) {
        commits.record(took);
    }

    void commitFailed() {
        failedCommits.increment();
    }

    void retried(Throwable cause) {
        String code = cause instanceof ReparteeException e ? e.code().word() : "other";
        counter("retries", "attempts that failed and are repeated", code).increment();
    }

    void parked(ErrorCode cause) {
        counter("parked", "records given up to the dead letters", cause.word()).increment();
    }

    void close() {
        own.forEach(registry::remove);
    }

    private double lag(Hand hand) {
        return unread.get() + (double) hand.records();
    }

    private static double age(@Nullable Instant oldest, Clock clock) {
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1e3;
    }

    private void gauge(String name, String description, Bench bench, ToDoubleFunction<Hand> of) {
        own(
                Gauge.builder(PREFIX + name, bench, owned -> owned.ask(of::applyAsDouble))
                        .description(description)
                        .tag("group", group)
                        .register(registry));
    }

    private Counter counter(String name, String description, String cause) {
        return own(
                Counter.builder(PREFIX + name)
                        .description(description)
                        .tag("group", group)
                        .tag("cause", cause)
                        .register(registry));
    }

    private <M extends Meter> M own(M meter) {
        if (!own.contains(meter)) {
            own.add(meter);
        }
        return meter;
    }
}
