package dev.repartee.audit;

import dev.repartee.contract.Topic;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.sender.StageLog;
import dev.repartee.kafka.sender.StageSender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds every accepted message until it has ended, and ends what is overdue as {@code expired}
 * (promise P4). Reads keys and headers only.
 *
 * <p>Keeps nothing of its own: its commits stand at the lowest open request, so whoever takes over
 * rebuilds the state from the log.
 */
public final class AuditStage {

    private static final Logger log = LoggerFactory.getLogger(AuditStage.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int RECORDS = 2_000;
    private static final int FETCH_BYTES = 64 << 10;
    private static final int GATHERING_MILLIS = 250;

    private final LogCluster cluster;
    private final AuditConfig config;
    private final Clock clock;
    private final StageSender sender;
    private final AuditMetrics metrics;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::live, "audit");

    /** Written by the audit's thread. */
    private volatile Instant lastRead = Instant.EPOCH;

    public AuditStage(StageLog log, AuditConfig config, MeterRegistry meters, Clock clock) {
        this.cluster = log.cluster();
        this.config = config;
        this.clock = clock;
        this.sender = log.sender(Topic.Party.AUDIT.word());
        this.metrics = new AuditMetrics(meters, clock);
    }

    /** Begins to audit; returns at once, also when the log is not there yet. */
    public void start() {
        thread.start();
    }

    /** Whether the log was read within the last seconds. */
    public boolean ready() {
        return lastRead.plus(PATIENCE).isAfter(clock.instant());
    }

    /** Commits and leaves. */
    public void close(Duration limit) {
        stopping.countDown();
        try {
            thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close(limit);
    }

    private void live() {
        while (goesOn()) {
            // Closed in reverse: handing the requests' partitions back still needs the results.
            try (KafkaConsumer<byte[], byte[]> results = consumer(null);
                    KafkaConsumer<byte[], byte[]> requests = consumer(Topic.Party.AUDIT.word())) {
                new AuditLoop(requests, results, sender, config, metrics, clock)
                        .run(this::goesOn, () -> lastRead = clock.instant());
            } catch (KafkaException | IllegalStateException e) {
                log.atWarn()
                        .addKeyValue("error", e.toString())
                        .log("the audit begins again from its commits");
                pause();
            }
        }
    }

    private boolean goesOn() {
        return stopping.getCount() > 0;
    }

    private void pause() {
        try {
            stopping.await(config.tick().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(@Nullable String group) {
        Map<String, Object> properties = cluster.properties();
        if (group != null) {
            properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
            properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        }
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, Topic.Party.AUDIT.word());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
        // Nobody waits for the audit: what comes within a moment is read at once.
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, GATHERING_MILLIS);
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
