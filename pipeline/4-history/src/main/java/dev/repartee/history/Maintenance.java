package dev.repartee.history;

import dev.repartee.messages.MessageStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Now and then creates what the coming weeks need and repeats erasures: those since the last time,
 * and after a start all of them, because the database may be a restored back-up.
 */
final class Maintenance {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    /** Clocks of two processes never differ by more. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final MessageStore store;
    private final HistoryConfig config;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofVirtual().name("history-maintenance").unstarted(this::run);

    /** Owned by the thread. */
    private Instant erasedUntil = Instant.EPOCH;

    Maintenance(MessageStore store, HistoryConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    void close(Duration limit) {
        stopping.countDown();
        try {
            if (thread.isAlive()) {
                thread.join(limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean stop;
            do {
                Duration pause = maintained() ? config.maintenance() : config.maintenanceRetry();
                stop = stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS);
            } while (!stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean maintained() {
        try {
            Instant now = clock.instant();
            store.prepare();
            int rows = store.repeatErasures(erasedUntil);
            if (rows > 0) {
                LOG.atInfo().addKeyValue("rows", rows).log("emptied rows of erased users");
            }
            erasedUntil = now.minus(SKEW);
            return true;
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("history was not maintained; it will be tried again");
            return false;
        }
    }
}
