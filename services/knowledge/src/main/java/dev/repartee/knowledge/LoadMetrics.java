package dev.repartee.knowledge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** How loading indexes goes. */
final class LoadMetrics {

    private final Timer loads;
    private final Counter failures;

    LoadMetrics(MeterRegistry registry) {
        this.loads =
                Timer.builder("repartee_knowledge_load")
                        .description("Reading the documents of an assistant and indexing them")
                        .register(registry);
        this.failures =
                Counter.builder("repartee_knowledge_load_failures")
                        .description("Indexes that could not be loaded or refreshed")
                        .register(registry);
    }

    Timer loads() {
        return loads;
    }

    void failed() {
        failures.increment();
    }
}
