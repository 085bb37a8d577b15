package dev.repartee.delivery;

import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.delivery.lane.LaneEvent;
import dev.repartee.delivery.pending.PendingStore;
import dev.repartee.kafka.Partitions;
import dev.repartee.runtime.Periodic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;

/**
 * Repairs what got lost between gateways and delivery: looks, some users at a time, for those who
 * are there although replies wait for them; drops what waited too long; forgets idle lanes.
 */
final class Sweeper {

    private static final int USERS_AT_ONCE = 500;
    private static final Duration DROP_EVERY = Duration.ofMinutes(10);

    private final DeliveryConfig config;
    private final LaneSurroundings around;
    private final Lanes lanes;
    private final IntPredicate owned;
    private final Periodic rounds;

    /** The sweeper's thread only, like {@code dropAt}. */
    private Optional<UserKey> beyond = Optional.empty();

    private Instant dropAt = Instant.MIN;

    /** Whether turns follow each other until everybody was looked at; the same thread's. */
    private boolean thorough;

    private final AtomicBoolean everybody = new AtomicBoolean();

    Sweeper(DeliveryConfig config, LaneSurroundings around, Lanes lanes, IntPredicate owned) {
        this.config = config;
        this.around = around;
        this.lanes = lanes;
        this.owned = owned;
        this.rounds = Periodic.fromStart("delivery-sweeper", config.sweepEvery(), this::sweepAll);
    }

    void start() {
        rounds.start();
    }

    /** Looks for everybody at once: nobody was reached for a while. Any thread. */
    void sweepEverybody() {
        everybody.set(true);
        rounds.wake();
    }

    void close() {
        rounds.close(Duration.ZERO);
    }

    private void sweepAll() {
        Instant now = around.clock().instant();
        lanes.forgetIdle(now);
        if (everybody.getAndSet(false)) {
            beyond = Optional.empty();
            thorough = true;
        }
        sweep();
        thorough = thorough && beyond.isPresent();
        if (thorough) {
            rounds.wake();
        }
        if (!dropAt.isAfter(now)) {
            dropOld();
            dropAt = now.plus(DROP_EVERY);
        }
    }

    private void sweep() {
        List<UserKey> users = around.store().waiting(beyond, USERS_AT_ONCE);
        beyond = users.size() < USERS_AT_ONCE ? Optional.empty() : Optional.of(users.getLast());
        boolean outage = thorough;
        List<CompletableFuture<?>> lookUps = new ArrayList<>();
        for (UserKey user : users) {
            if (owned.test(Partitions.of(user.bytes()))) {
                lookUps.add(
                        around.presence()
                                .connections(user)
                                .thenAccept(
                                        there -> {
                                            if (!there.isEmpty()) {
                                                lanes.signal(user, new LaneEvent.Swept(outage));
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
