package dev.repartee.bench.floor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Reads one topic, as much at a time as has come, and hands it on. */
final class Hop implements Runnable {

    private static final Duration WAIT = Duration.ofMillis(500);
    private static final long COMMIT_NANOS = 1_000_000_000;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Step step;
    private final BooleanSupplier running;

    /** What is done with what was read together. */
    @FunctionalInterface
    interface Step {
        void take(ConsumerRecords<byte[], byte[]> records) throws IOException;

        /** Each record by itself. */
        static Step each(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
            return records -> records.forEach(action);
        }

        default Step then(Step next) {
            return records -> {
                take(records);
                next.take(records);
            };
        }
    }

    Hop(Consumer<byte[], byte[]> consumer, String topic, Step step, BooleanSupplier running) {
        this.consumer = consumer;
        this.topic = topic;
        this.step = step;
        this.running = running;
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic));
            long committed = System.nanoTime();
            while (running.getAsBoolean()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(WAIT);
                if (!records.isEmpty()) {
                    step.take(records);
                }
                if (System.nanoTime() - committed > COMMIT_NANOS) {
                    consumer.commitAsync();
                    committed = System.nanoTime();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
