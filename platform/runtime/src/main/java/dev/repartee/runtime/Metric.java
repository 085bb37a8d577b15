package dev.repartee.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/**
 * The catalogue of what stages and services measure. The platform below them ({@code
 * repartee_consumer_*}, {@code repartee_redis_*}, {@code repartee_postgres_*}, {@code
 * repartee_vault_*}) names its own where they are made, with a help text each. Names are what
 * Prometheus shows, less the suffixes that it adds for counters ({@code _total}) and timers ({@code
 * _seconds_bucket}, {@code _count}, {@code _sum}).
 */
public enum Metric {
    QUEUE_DEPTH("repartee_queue_depth", "messages", "Accepted messages that are not finished"),
    ADMISSION_BOUND(
            "repartee_admission_bound",
            "messages",
            "Unfinished messages that are let in at most: as set, or fewer while they wait too long"),
    BREAKER_STATE(
            "repartee_breaker_state", "state", "Circuit breaker: 0 closed, 1 open, 2 half-open"),
    HTTP_REQUESTS(
            "repartee_http_requests", "requests", "HTTP requests by route, method and status"),
    HTTP_REQUEST_DURATION(
            "repartee_http_request_duration",
            "seconds",
            "Time from a request's head to the end of its answer, by route"),
    ACCEPT_LATENCY(
            "repartee_accept_latency",
            "seconds",
            "Time from a message's arrival at the gateway to the log's acknowledgement"),
    REFUSALS("repartee_refusals", "messages", "Messages that were refused, by error code"),
    FRAMES("repartee_frames", "frames", "WebSocket frames by direction and type"),
    OPEN_REQUESTS(
            "repartee_open_requests",
            "requests",
            "Messages accepted by this gateway whose result has not come"),
    CONNECTIONS("repartee_connections", "connections", "Open connections by kind"),
    PUSH_LATENCY(
            "repartee_push_latency",
            "seconds",
            "Time from a result to its write to the user's connection"),
    DATABASE_WRITE_LATENCY(
            "repartee_database_write_latency",
            "seconds",
            "Time of a batch written to the database"),
    HISTORY_BATCH("repartee_history_batch", "records", "Records that one batch stores"),
    HISTORY_ROWS("repartee_history_rows", "rows", "Rows stored, by whether they kept their text"),
    HISTORY_FAILURES(
            "repartee_history_failures", "batches", "Batches that were not stored, by reason"),
    TOKENS("repartee_tokens", "tokens", "Model tokens used, by model and direction");

    private final String id;
    private final String unit;
    private final String description;

    Metric(String id, String unit, String description) {
        this.id = id;
        this.unit = unit;
        this.description = description;
    }

    /** The counter with these tags; the same one each time. */
    public Counter counter(MeterRegistry registry, String... tags) {
        return Counter.builder(id).description(description).tags(tags).register(registry);
    }

    /** The timer with these tags, with the buckets that Prometheus computes percentiles from. */
    public Timer timer(MeterRegistry registry, String... tags) {
        return Timer.builder(id)
                .description(description)
                .tags(tags)
                .publishPercentileHistogram()
                .register(registry);
    }

    /** The distribution of sizes with these tags. */
    public DistributionSummary summary(MeterRegistry registry, String... tags) {
        return DistributionSummary.builder(id)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }

    /** Reads the value at each scrape; holds the supplier for as long as the registry lives. */
    public void gauge(MeterRegistry registry, Supplier<Number> value, String... tags) {
        Gauge.builder(id, value).description(description).tags(Tags.of(tags)).register(registry);
    }
}
