package dev.repartee.kafka.sender;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What a sender tells of itself, tagged with its name. Thread-safe. */
final class SenderMeters {

    private final Timer acknowledgements;
    private final Counter failures;
    private final Counter dropped;

    SenderMeters(MeterRegistry registry, String name) {
        acknowledgements =
                Timer.builder("repartee_sender_acknowledged")
                        .description("time from sending a record to the log's acknowledgement")
                        .tag("sender", name)
                        .register(registry);
        failures =
                Counter.builder("repartee_sender_failures")
                        .description("attempts that the log did not acknowledge")
                        .tag("sender", name)
                        .register(registry);
        dropped =
                Counter.builder("repartee_sender_dropped")
                        .description("records that nobody waits for, dropped because too many were")
                        .tag("sender", name)
                        .register(registry);
    }

    void acknowledged(long sentNanos) {
        acknowledgements.record(System.nanoTime() - sentNanos, TimeUnit.NANOSECONDS);
    }

    void failed() {
        failures.increment();
    }

    void dropped() {
        dropped.increment();
    }
}
