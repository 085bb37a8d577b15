package dev.repartee.app.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command end in order when the process is told to stop. */
final class Shutdown {

    private static final long LIMIT_SECONDS = 40;

    private Shutdown() {}

    /**
     * Counts {@code end} down at SIGINT or SIGTERM, and holds the process until the returned latch
     * is counted down, for 40 s at most.
     */
    static CountDownLatch onSignal(CountDownLatch end) {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    end.countDown();
                                    try {
                                        closed.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                                "shutdown"));
        return closed;
    }
}
