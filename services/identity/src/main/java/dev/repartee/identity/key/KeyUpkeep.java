package dev.repartee.identity.key;

import dev.repartee.contract.ReparteeException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down once a minute, and at the end, which API keys this process has seen, and forgets
 * those that ended long ago. A process that dies forgets the uses of its last minute, no more.
 */
public final class KeyUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyUpkeep.class);

    private static final long EVERY_SECONDS = 60;

    private final ApiKeys keys;
    private final KeyConfig config;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("api-keys").unstarted(this::run);

    public KeyUpkeep(ApiKeys keys, KeyConfig config) {
        this.keys = keys;
        this.config = config;
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
                attempt();
            } while (!last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        try {
            keys.writeUses();
            long forgotten = keys.forgetEnded(config.keepEnded());
            if (forgotten > 0) {
                LOG.atInfo()
                        .addKeyValue("keys", forgotten)
                        .log("forgot API keys that ended long ago");
            }
        } catch (ReparteeException e) {
            LOG.atDebug().setCause(e).log("API keys can't be looked after now");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("API keys can't be looked after");
        }
    }
}
