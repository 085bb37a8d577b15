package dev.repartee.delivery;

import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.delivery.lane.LaneEvent;
import dev.repartee.delivery.pending.PendingStore;
import dev.repartee.kafka.Partitions;
import dev.repartee.runtime.Periodic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;

/**
 * Repairs what got lost between gateways and delivery: looks, some users at a time, for those who
 * are there although replies wait for them; drops what waited too long; forgets idle lanes.
 */
final class Sweeper {

    private static final int USERS_AT_ONCE = 500;
    private static final Duration DROP_EVERY = Duration.ofMinutes(10);
    private static final Duration UNKNOWN_PAUSE = Duration.ofSeconds(1);

    private final DeliveryConfig config;
    private final LaneSurroundings around;
    private final Lanes lanes;
    private final IntPredicate owned;
    private final Periodic rounds;

    /** Whether somebody asked for {@link #sweepEverybody} since the last turn. */
    private final AtomicBoolean everybody = new AtomicBoolean();

    /** The sweeper's thread only, like all that follows. */
    private Optional<UserKey> beyond = Optional.empty();

    private Instant dropAt = Instant.MIN;

    /** Whether turns follow each other until everybody was looked at, as nobody was reached. */
    private boolean thorough;

    /** Of whom nobody could tell in the last such turn; they are looked for again. */
    private List<UserKey> unknown = List.of();

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

    /**
     * Nobody was reached for a while: everybody who is known here is pushed to at once, and then
     * looked for who waits. Any thread.
     */
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
            unknown = List.of();
            thorough = true;
            lanes.signalAll(new LaneEvent.Reachable());
        }
        if (thorough || !unknown.isEmpty()) {
            sweepAfterOutage();
        } else {
            lookFor(nextWaiting());
        }
        if (!dropAt.isAfter(now)) {
            dropOld();
            dropAt = now.plus(DROP_EVERY);
        }
    }

    /** Some users after the other without a pause, unless nobody could tell of some of them. */
    private void sweepAfterOutage() {
        List<UserKey> users = unknown;
        if (users.isEmpty()) {
            users = nextWaiting();
            thorough = beyond.isPresent();
        }
        unknown = lookFor(users);
        if (!unknown.isEmpty()) {
            CompletableFuture.delayedExecutor(UNKNOWN_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(rounds::wake);
        } else if (thorough) {
            rounds.wake();
        }
    }

    private List<UserKey> nextWaiting() {
        List<UserKey> users = around.store().waiting(beyond, USERS_AT_ONCE);
        beyond = users.size() < USERS_AT_ONCE ? Optional.empty() : Optional.of(users.getLast());
        return users;
    }

    private List<UserKey> lookFor(List<UserKey> users) {
        List<UserKey> here =
                users.stream().filter(user -> owned.test(Partitions.of(user.bytes()))).toList();
        return new PresenceSearch(
                        around.presence()::connections,
                        user -> lanes.signal(user, new LaneEvent.Swept()))
                .lookFor(here);
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
