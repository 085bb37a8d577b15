package dev.repartee.history;

import dev.repartee.messages.MessageStore;
import dev.repartee.runtime.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** What the history stage measures. */
final class HistoryMetrics {

    private final Timer latency;
    private final DistributionSummary batch;
    private final Counter clear;
    private final Counter erased;
    private final Counter unavailable;
    private final Counter poisoned;

    HistoryMetrics(MeterRegistry meters) {
        latency = Metric.DATABASE_WRITE_LATENCY.timer(meters, "store", "messages");
        batch = Metric.HISTORY_BATCH.summary(meters);
        clear = Metric.HISTORY_ROWS.counter(meters, "erased", "false");
        erased = Metric.HISTORY_ROWS.counter(meters, "erased", "true");
        unavailable = Metric.HISTORY_FAILURES.counter(meters, "reason", "failed");
        poisoned = Metric.HISTORY_FAILURES.counter(meters, "reason", "poisoned");
    }

    /** Measures a write that succeeds. */
    void stored(int records, Supplier<MessageStore.Written> write) {
        Timer.Sample sample = Timer.start();
        MessageStore.Written written = write.get();
        sample.stop(latency);
        batch.record(records);
        clear.increment(written.rows() - (double) written.erased());
        erased.increment(written.erased());
    }

    void failed() {
        unavailable.increment();
    }

    void poisoned() {
        poisoned.increment();
    }
}
