package dev.repartee.gateway;

import dev.repartee.gateway.limit.OpenRequests;
import dev.repartee.gateway.limit.RateLimits;
import dev.repartee.gateway.push.PresenceKeeper;
import dev.repartee.gateway.push.StoredResults;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be done every now and then, on one thread; none of it blocks. */
final class Chores {

    private static final Logger log = LoggerFactory.getLogger(Chores.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("gateway-chores").daemon().factory());
    private final RateLimits rates;
    private final OpenRequests open;
    private final PresenceKeeper presence;
    private final StoredResults stored;

    Chores(RateLimits rates, OpenRequests open, PresenceKeeper presence, StoredResults stored) {
        this.rates = rates;
        this.open = open;
        this.presence = presence;
        this.stored = stored;
    }

    void start() {
        every(250, rates::share);
        every(1_000, presence::tick);
        every(2_000, stored::heal);
        every(5_000, open::sweep);
    }

    void close() {
        thread.shutdownNow();
    }

    private void every(long millis, Runnable chore) {
        thread.scheduleAtFixedRate(() -> safely(chore), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A failure must not end the schedule. */
    private static void safely(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("a chore failed; it will be tried again");
        }
    }
}
