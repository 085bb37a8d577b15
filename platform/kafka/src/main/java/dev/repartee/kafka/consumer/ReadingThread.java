package dev.repartee.kafka.consumer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link PollLoop} on a thread of its own, and makes it as soon as the log's address can be
 * resolved.
 */
final class ReadingThread {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingThread.class);
    private static final Duration MARGIN = Duration.ofSeconds(10);
    private static final long RETRY_MILLIS = 1_000;

    private final Thread thread;
    private final Supplier<PollLoop> making;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Owned by this object's monitor. */
    private @Nullable PollLoop loop;

    private Duration limit = Duration.ZERO;

    ReadingThread(String name, Supplier<PollLoop> making) {
        this.making = making;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    synchronized boolean healthy() {
        return loop != null && thread.isAlive() && loop.healthy();
    }

    /** Returns when the loop has ended, or a margin after the limit. */
    void close(Duration given) {
        synchronized (this) {
            limit = given;
            closed.countDown();
            if (loop != null) {
                loop.close(given);
            }
        }
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(given.plus(MARGIN));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean stop = false;
            while (!stop) {
                stop = made() || closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        PollLoop mine;
        synchronized (this) {
            mine = loop;
        }
        if (mine != null) {
            mine.run();
        }
    }

    private boolean made() {
        try {
            PollLoop made = making.get();
            synchronized (this) {
                loop = made;
                if (closed.getCount() == 0) {
                    made.close(limit);
                }
            }
            return true;
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue("thread", thread.getName())
                    .addKeyValue("failure", e.toString())
                    .log("the log can't be reached; tried again until it can");
            return false;
        }
    }
}
