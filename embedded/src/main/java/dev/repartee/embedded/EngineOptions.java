package dev.repartee.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How engines run.
 *
 * @param durable false trades survival of a power loss for speed, which suits tests
 * @param revive true starts an engine again that ended without being asked to
 * @param kafkaHeapMegabytes largest heap of the Kafka process
 * @param binaries where the unpacked PostgreSQL and Redis are kept and shared; null means within
 *     the data folder
 * @param kafkaCache lets Kafka start faster, or is made by it; null means neither
 * @param kafkaDoors further doors to the broker
 */
public record EngineOptions(
        boolean durable,
        boolean revive,
        int kafkaHeapMegabytes,
        @Nullable Path binaries,
        @Nullable KafkaStartCache kafkaCache,
        List<KafkaDoor> kafkaDoors) {
    private static final int SMALLEST_HEAP = 128;

    public EngineOptions {
        kafkaDoors = List.copyOf(kafkaDoors);
        if (kafkaHeapMegabytes < SMALLEST_HEAP) {
            throw new IllegalArgumentException(
                    "kafkaHeapMegabytes must be " + SMALLEST_HEAP + " or more");
        }
    }

    /** Without a further door to the broker. */
    public EngineOptions(
            boolean durable,
            boolean revive,
            int kafkaHeapMegabytes,
            @Nullable Path binaries,
            @Nullable KafkaStartCache kafkaCache) {
        this(durable, revive, kafkaHeapMegabytes, binaries, kafkaCache, List.of());
    }

    public static EngineOptions defaults() {
        return new EngineOptions(true, true, 768, null, null);
    }

    /**
     * Small, quick and forgetful; an engine that a test breaks stays broken until the test starts
     * it again.
     */
    public static EngineOptions forTests() {
        return new EngineOptions(false, false, 384, shared(), null);
    }

    private static Path shared() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "repartee-engine-binaries-" + System.getProperty("user.name"));
    }

    public EngineOptions durably() {
        return new EngineOptions(
                true, revive, kafkaHeapMegabytes, binaries, kafkaCache, kafkaDoors);
    }

    public EngineOptions withKafkaCache(KafkaStartCache cache) {
        return new EngineOptions(durable, revive, kafkaHeapMegabytes, binaries, cache, kafkaDoors);
    }

    /** The same, with an engine that dies left down until it is started again. */
    public EngineOptions unrevived() {
        return new EngineOptions(
                durable, false, kafkaHeapMegabytes, binaries, kafkaCache, kafkaDoors);
    }

    /** The same with one door more to the broker. */
    public EngineOptions withKafkaDoor(KafkaDoor door) {
        List<KafkaDoor> doors = Stream.concat(kafkaDoors.stream(), Stream.of(door)).toList();
        return new EngineOptions(durable, revive, kafkaHeapMegabytes, binaries, kafkaCache, doors);
    }
}
