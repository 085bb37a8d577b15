package dev.repartee.history;

import dev.repartee.messages.MessageStore;
import dev.repartee.runtime.Periodic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final Clock clock;
    private final Periodic rounds;

    /** Owned by the thread. */
    private Instant erasedUntil = Instant.EPOCH;

    Maintenance(MessageStore store, HistoryConfig config, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.rounds =
                Periodic.fromStart(
                        "history-maintenance",
                        config.maintenance(),
                        config.maintenanceRetry(),
                        this::maintain);
    }

    void start() {
        rounds.start();
    }

    void close(Duration limit) {
        rounds.close(limit);
    }

    private void maintain() {
        Instant now = clock.instant();
        store.prepare();
        int rows = store.repeatErasures(erasedUntil);
        if (rows > 0) {
            LOG.atInfo().addKeyValue("rows", rows).log("emptied rows of erased users");
        }
        erasedUntil = now.minus(SKEW);
    }
}
