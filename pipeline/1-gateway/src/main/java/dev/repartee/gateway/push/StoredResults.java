package dev.repartee.gateway.push;

import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestKey;
import dev.repartee.messages.MessageStore;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into history for results whose push never came: pushes are at most once, and nobody should
 * wait for one that was lost. Bounded; what finds no place is looked for at the next turn.
 */
public final class StoredResults {

    private static final Logger log = LoggerFactory.getLogger(StoredResults.class);
    private static final int AT_ONCE = 8;

    private final MessageStore store;
    private final Waiters waiters;
    private final PushRouter router;
    private final Semaphore places = new Semaphore(AT_ONCE);

    public StoredResults(MessageStore store, Waiters waiters, PushRouter router) {
        this.store = store;
        this.waiters = waiters;
        this.router = router;
    }

    /** Looks for the results of those who have waited long; to be called every few seconds. */
    public void heal() {
        waiters.impatient(AT_ONCE * 8).forEach(this::look);
    }

    /** Looks for one result and hands it on when it is there. Never blocks. */
    void look(RequestKey key) {
        if (places.tryAcquire()) {
            Thread.ofVirtual().name("stored-result").start(() -> read(key));
        }
    }

    private void read(RequestKey key) {
        try {
            store.storedResult(key)
                    .ifPresent(stored -> router.found(stored.result(), stored.offset()));
        } catch (ReparteeException e) {
            log.atDebug()
                    .addKeyValue("requestId", key.requestId())
                    .addKeyValue("code", e.code().word())
                    .log("history can't say what became of the message");
        } finally {
            places.release();
        }
    }
}
