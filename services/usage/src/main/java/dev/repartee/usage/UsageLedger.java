package dev.repartee.usage;

import dev.repartee.contract.ReparteeException;
import dev.repartee.postgres.RefusedData;
import dev.repartee.runtime.Periodic;
import dev.repartee.usage.UsageEntry.Amount;
import dev.repartee.usage.UsageEntry.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds usage up in memory and to the database every few seconds. While the database is gone it goes
 * on adding up, bounded by the kinds of calls there are; a killed process loses what it had not
 * written. Recording never blocks on the database. Thread-safe.
 */
final class UsageLedger implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UsageLedger.class);
    private static final int MOST_KINDS = 50_000;

    private final UsageStore store;
    private final Periodic writing;
    private final ReentrantLock lock = new ReentrantLock();

    /** Belongs to the lock. */
    private Map<Key, Amount> open = new HashMap<>();

    UsageLedger(UsageStore store, Duration period) {
        this.store = store;
        this.writing = Periodic.toEnd("usage-ledger", period, this::flush);
    }

    void start() {
        writing.start();
    }

    /** False when there are more kinds than fit: then it is not counted. */
    boolean add(Key key, Amount amount) {
        lock.lock();
        try {
            if (open.size() >= MOST_KINDS && !open.containsKey(key)) {
                return false;
            }
            open.merge(key, amount, Amount::plus);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what there is; what can not be written now stays. */
    void flush() {
        Map<Key, Amount> taken = take();
        if (taken.isEmpty()) {
            return;
        }
        List<UsageEntry> entries =
                taken.entrySet().stream()
                        .map(entry -> new UsageEntry(entry.getKey(), entry.getValue()))
                        .toList();
        try {
            store.add(entries);
        } catch (ReparteeException e) {
            log.atDebug().addKeyValue("error", e.code()).log("usage can not be stored now");
            taken.forEach(this::add);
        } catch (RefusedData | IllegalStateException e) {
            log.atError().setCause(e).log("usage was refused by the database and is not counted");
        }
    }

    private Map<Key, Amount> take() {
        lock.lock();
        try {
            Map<Key, Amount> taken = open;
            open = new HashMap<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        writing.close();
    }
}
