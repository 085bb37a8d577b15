package dev.repartee.postgres;

import dev.repartee.contract.ReparteeException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows in batches behind the backs of those who make them: giving one costs a queue's entry,
 * never a wait. While the database is gone rows gather up to a bound; those beyond it are dropped
 * and counted, for what is written so is worth less than the message that it is about.
 *
 * @param <T> a row
 */
public final class BackgroundWriter<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWriter.class);
    private static final int BATCH = 500;
    private static final Duration GATHER = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofSeconds(2);

    private final String name;

    /** An empty one only wakes the writer, which waits without a timer. */
    private final BlockingQueue<Optional<T>> waiting;

    private final Sink<T> sink;
    private final Counter dropped;
    private final Thread thread;

    /** Written by the closing thread, read by the writer. */
    private volatile boolean closing;

    /** Where batches go. */
    @FunctionalInterface
    public interface Sink<T> {

        /** Writes all of them or none. */
        void write(List<T> batch);
    }

    /**
     * Begins to write.
     *
     * @param name of what is written, in metrics
     * @param most rows that wait
     */
    public BackgroundWriter(String name, int most, Sink<T> sink, MeterRegistry meters) {
        this.name = name;
        this.waiting = new ArrayBlockingQueue<>(most);
        this.sink = sink;
        this.dropped =
                Counter.builder("repartee_postgres_background_dropped")
                        .description("Rows that found no room while the database was gone")
                        .tag("rows", name)
                        .register(meters);
        Gauge.builder("repartee_postgres_background_waiting", waiting, BlockingQueue::size)
                .description("Rows that wait to be written")
                .tag("rows", name)
                .register(meters);
        this.thread = Thread.ofVirtual().name("writer-" + name).start(this::run);
    }

    /** Gives a row; returns at once. */
    public void add(T row) {
        if (closing || !waiting.offer(Optional.of(row))) {
            dropped.increment();
        }
    }

    private void run() {
        try {
            while (!closing || !waiting.isEmpty()) {
                List<Optional<T>> taken = new ArrayList<>(BATCH);
                taken.add(waiting.take());
                if (!closing) {
                    Thread.sleep(GATHER);
                }
                waiting.drainTo(taken, BATCH - 1);
                List<T> batch = taken.stream().flatMap(Optional::stream).toList();
                if (!batch.isEmpty()) {
                    write(batch);
                }
            }
        } catch (InterruptedException e) {
            dropped.increment(waiting.size());
        }
    }

    /** Tries again while the database is gone; what it refuses is dropped. */
    private void write(List<T> batch) throws InterruptedException {
        while (true) {
            try {
                sink.write(batch);
                return;
            } catch (ReparteeException unavailable) {
                if (closing) {
                    dropped.increment(batch.size());
                    return;
                }
                Thread.sleep(PAUSE);
            } catch (RuntimeException refused) {
                LOG.atError()
                        .addKeyValue("rows", name)
                        .addKeyValue("count", batch.size())
                        .setCause(refused)
                        .log("rows can't be written and are dropped");
                dropped.increment(batch.size());
                return;
            }
        }
    }

    /** Writes what waits, for two seconds at most. */
    @Override
    public void close() {
        closing = true;
        waiting.offer(Optional.empty());
        try {
            if (!thread.join(LAST)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
