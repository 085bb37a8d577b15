package dev.repartee.delivery;

import dev.repartee.contract.UserKey;
import dev.repartee.delivery.lane.LaneEvent;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.kafka.Partitions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * The lanes of the users whose partitions are here. Bounded: idle ones are forgotten, and a signal
 * that finds no room is dropped (the sweep repairs that); records always find room, their number is
 * the consumer's bound.
 */
final class Lanes {

    private static final int BOUND = 50_000;
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final Map<UserKey, LaneActor> byUser = new ConcurrentHashMap<>();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final DeliveryConfig config;
    private final LaneSurroundings around;
    private final DeliveryMetrics metrics;
    private final RandomGenerator random;

    Lanes(
            DeliveryConfig config,
            LaneSurroundings around,
            DeliveryMetrics metrics,
            RandomGenerator random) {
        this.config = config;
        this.around = around;
        this.metrics = metrics;
        this.random = random;
        metrics.watch(byUser::size, unfinished::get);
    }

    /**
     * Delivers a result; completes when its record is finished.
     *
     * @param doubtful see {@link LaneEvent.Arrived}
     */
    CompletableFuture<Void> deliver(UserKey user, Outgoing reply, boolean doubtful) {
        boolean hurried = unfinished.get() > config.unfinishedBound() / 2;
        while (true) {
            LaneActor lane = of(user);
            CompletableFuture<Void> record = lane.record(reply.offset());
            if (lane.post(new LaneEvent.Arrived(reply, hurried, doubtful))) {
                unfinished.incrementAndGet();
                return record.whenComplete((done, failure) -> unfinished.decrementAndGet());
            }
            byUser.remove(user, lane);
        }
    }

    /** Something that may be lost. */
    void signal(UserKey user, LaneEvent event) {
        LaneActor lane = byUser.get(user);
        if (lane == null && byUser.size() >= BOUND || lane != null && !lane.hasRoom()) {
            metrics.signalDropped();
            return;
        }
        post(user, event);
    }

    /** The same for every lane that is here; none is made for it. */
    void signalAll(LaneEvent event) {
        byUser.values().stream().filter(LaneActor::hasRoom).forEach(lane -> lane.post(event));
    }

    /** Something that must not be lost while this process lives. */
    void post(UserKey user, LaneEvent event) {
        while (true) {
            LaneActor lane = of(user);
            if (lane.post(event)) {
                return;
            }
            byUser.remove(user, lane);
        }
    }

    /** Forgets lanes that have nothing to do; sooner when there are many. */
    void forgetIdle(Instant now) {
        Instant since = byUser.size() > BOUND / 2 ? now : now.minus(IDLE);
        byUser.values().removeIf(lane -> lane.retireIfIdle(since));
    }

    /** Forgets the lanes of partitions that went elsewhere, with whatever they have in hand. */
    void forget(Collection<Integer> partitions) {
        byUser.values()
                .removeIf(
                        lane -> {
                            boolean gone = partitions.contains(Partitions.of(lane.user().bytes()));
                            if (gone) {
                                unfinished.addAndGet(-lane.retire());
                            }
                            return gone;
                        });
    }

    private LaneActor of(UserKey user) {
        return byUser.computeIfAbsent(
                user, key -> new LaneActor(key, config.lanePolicy(), around, metrics, random));
    }
}
