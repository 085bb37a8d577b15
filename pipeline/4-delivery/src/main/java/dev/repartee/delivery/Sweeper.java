package dev.repartee.delivery;

import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.delivery.lane.LaneEvent;
import dev.repartee.delivery.pending.PendingStore;
import dev.repartee.kafka.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs what got lost between gateways and delivery: looks, some users at a time, for those who
 * are there although replies wait for them; drops what waited too long; forgets idle lanes.
 */
final class Sweeper {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final int USERS_AT_ONCE = 500;
    private static final Duration DROP_EVERY = Duration.ofMinutes(10);

    private final DeliveryConfig config;
    private final LaneSurroundings around;
    private final Lanes lanes;
    private final IntPredicate owned;
    private final Thread thread;

    /** The sweeper's thread only, like {@code dropAt}. */
    private Optional<UserKey> beyond = Optional.empty();

    private Instant dropAt = Instant.MIN;

    Sweeper(DeliveryConfig config, LaneSurroundings around, Lanes lanes, IntPredicate owned) {
        this.config = config;
        this.around = around;
        this.lanes = lanes;
        this.owned = owned;
        this.thread = Thread.ofVirtual().name("delivery-sweeper").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void close() {
        thread.interrupt();
    }

    private void run() {
        Clock clock = around.clock();
        try {
            while (true) {
                Thread.sleep(config.sweepEvery());
                lanes.forgetIdle(clock.instant());
                try {
                    sweep();
                    if (!dropAt.isAfter(clock.instant())) {
                        dropOld();
                        dropAt = clock.instant().plus(DROP_EVERY);
                    }
                } catch (ReparteeException e) {
                    log.atDebug().setCause(e).log("The sweep has to wait for the store");
                } catch (RuntimeException e) {
                    log.atError().setCause(e).log("The sweep failed");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        List<UserKey> users = around.store().waiting(beyond, USERS_AT_ONCE);
        beyond = users.size() < USERS_AT_ONCE ? Optional.empty() : Optional.of(users.getLast());
        List<CompletableFuture<?>> lookUps = new ArrayList<>();
        for (UserKey user : users) {
            if (owned.test(Partitions.of(user.bytes()))) {
                lookUps.add(
                        around.presence()
                                .connections(user)
                                .thenAccept(
                                        there -> {
                                            if (!there.isEmpty()) {
                                                lanes.signal(user, new LaneEvent.Swept());
                                            }
                                        })
                                .exceptionally(redisIsGone -> null));
            }
        }
        lookUps.forEach(CompletableFuture::join);
    }

    private void dropOld() {
        List<PendingStore.Row> dropped;
        do {
            dropped = around.store().dropOlderThan(config.pendingAge());
            for (PendingStore.Row row : dropped) {
                around.statuses()
                        .report(
                                new DeliveryStatus(
                                        row.key(),
                                        row.conversation(),
                                        row.acceptedAt(),
                                        DeliveryStatus.State.DROPPED,
                                        null,
                                        0,
                                        around.clock().instant()));
            }
        } while (!dropped.isEmpty());
    }
}
