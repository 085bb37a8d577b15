package dev.repartee.identity.key;

import dev.repartee.contract.ReparteeException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down once a minute, and at the end, which API keys this process has seen. A process that
 * dies forgets the uses of its last minute, no more.
 */
public final class KeyUses implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);

    private static final long EVERY_SECONDS = 60;

    private final ApiKeys keys;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("api-key-uses").unstarted(this::run);

    public KeyUses(ApiKeys keys) {
        this.keys = keys;
    }

    /** Begins; returns at once. */
    public void start() {
        thread.start();
    }

    /** Writes down what is left. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean last;
            do {
                last = closed.await(EVERY_SECONDS, TimeUnit.SECONDS);
                write();
            } while (!last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            keys.writeUses();
        } catch (ReparteeException e) {
            LOG.atDebug().setCause(e).log("the uses of API keys can't be written now");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the uses of API keys can't be written");
        }
    }
}
