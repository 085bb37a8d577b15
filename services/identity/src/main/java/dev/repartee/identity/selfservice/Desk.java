package dev.repartee.identity.selfservice;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works off what callers don't wait for: two at a time, a thousand waiting. Thread-safe. */
public final class Desk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int AT_ONCE = 2;
    private static final int WAITING = 1_000;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    AT_ONCE,
                    AT_ONCE,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING),
                    Thread.ofVirtual().name("account-desk-", 0).factory());

    /**
     * Does it soon.
     *
     * @throws ReparteeException with {@link ErrorCode#OVERLOADED} when too much waits
     */
    void later(Runnable work) {
        try {
            threads.execute(
                    () -> {
                        try {
                            work.run();
                        } catch (RuntimeException e) {
                            LOG.atWarn()
                                    .addKeyValue("error", e.getClass().getSimpleName())
                                    .log("a request by mail could not be worked off");
                        }
                    });
        } catch (RejectedExecutionException e) {
            throw new ReparteeException(
                    ErrorCode.OVERLOADED, "too many requests wait; try again later", e);
        }
    }

    /** What waits is done first, for a few seconds. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(Duration.ofSeconds(3).toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
