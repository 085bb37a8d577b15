package dev.repartee.embedded;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How engines run.
 *
 * @param durable false trades survival of a power loss for speed, which suits tests
 * @param revive true starts an engine again that ended without being asked to
 * @param kafkaHeapMegabytes largest heap of the Kafka process
 * @param binaries where the unpacked PostgreSQL and Redis are kept and shared; null means within
 *     the data folder
 * @param kafkaCache a file made by {@link KafkaStartCache} that lets Kafka start faster; used when
 *     it is there
 */
public record EngineOptions(
        boolean durable,
        boolean revive,
        int kafkaHeapMegabytes,
        @Nullable Path binaries,
        @Nullable Path kafkaCache) {
    private static final int SMALLEST_HEAP = 128;

    public EngineOptions {
        if (kafkaHeapMegabytes < SMALLEST_HEAP) {
            throw new IllegalArgumentException(
                    "kafkaHeapMegabytes must be " + SMALLEST_HEAP + " or more");
        }
    }

    public static EngineOptions defaults() {
        return new EngineOptions(true, true, 768, null, null);
    }

    /**
     * Small, quick and forgetful; an engine that a test breaks stays broken until the test starts
     * it again.
     */
    public static EngineOptions forTests() {
        Path shared =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "repartee-engine-binaries-" + System.getProperty("user.name"));
        return new EngineOptions(false, false, 384, shared, null);
    }

    public EngineOptions durably() {
        return new EngineOptions(true, revive, kafkaHeapMegabytes, binaries, kafkaCache);
    }

    public EngineOptions withKafkaCache(Path file) {
        return new EngineOptions(
                durable, revive, kafkaHeapMegabytes, binaries, file.toAbsolutePath());
    }
}
