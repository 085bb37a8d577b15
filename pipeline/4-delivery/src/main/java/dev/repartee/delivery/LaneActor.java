package dev.repartee.delivery;

import dev.repartee.contract.UserKey;
import dev.repartee.delivery.lane.LaneEffect;
import dev.repartee.delivery.lane.LaneEvent;
import dev.repartee.delivery.lane.LanePolicy;
import dev.repartee.delivery.lane.UserLane;
import dev.repartee.delivery.pending.PendingStore;
import dev.repartee.redis.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one user's lane: events from any thread are taken one at a time, by whichever thread comes
 * first, and what follows from each is done before the next. Nothing that it does blocks.
 */
final class LaneActor {

    private static final Logger log = LoggerFactory.getLogger(LaneActor.class);
    private static final int RETIRED = Integer.MIN_VALUE / 2;
    private static final int SIGNALS_BOUND = 1_000;
    private static final Duration FARTHEST_WAKE = Duration.ofHours(1);
    private static final long FAR_MILLIS = 2_000;
    private static final long FAR_TOGETHER_MILLIS = 250;
    private static final long NEAR_MILLIS = 200;
    private static final long NEAR_TOGETHER_MILLIS = 50;

    private final UserKey user;
    private final LaneSurroundings around;
    private final DeliveryMetrics metrics;
    private final Queue<LaneEvent> mailbox = new ConcurrentLinkedQueue<>();

    /** Events in the mailbox and in hand; whoever raises it from 0 does the work. */
    private final AtomicInteger open = new AtomicInteger();

    /** Records that are not finished, by offset. */
    private final Map<Long, CompletableFuture<Void>> records = new ConcurrentHashMap<>();

    /** The working thread's, and so is {@code wakeAt}. */
    private final UserLane lane;

    private Instant wakeAt = Instant.MAX;

    LaneActor(
            UserKey user,
            LanePolicy policy,
            LaneSurroundings around,
            DeliveryMetrics metrics,
            RandomGenerator random) {
        this.user = user;
        this.around = around;
        this.metrics = metrics;
        this.lane = new UserLane(user, policy, random, around.clock().instant());
    }

    UserKey user() {
        return user;
    }

    /** What completes when the record at the offset is finished; the same for each caller. */
    CompletableFuture<Void> record(long offset) {
        return records.computeIfAbsent(offset, o -> new CompletableFuture<>());
    }

    /** Whether another signal may come now; records and answers always may. */
    boolean hasRoom() {
        return open.get() < SIGNALS_BOUND;
    }

    /** Takes an event; false when the lane was retired, and a new one is needed. */
    boolean post(LaneEvent event) {
        if (open.get() < 0) {
            return false;
        }
        mailbox.add(event);
        int before = open.getAndIncrement();
        if (before < 0) {
            return false;
        }
        if (before == 0) {
            work();
        }
        return true;
    }

    /** Retires the lane when it has nothing to lose and nothing happened since. */
    boolean retireIfIdle(Instant since) {
        if (!open.compareAndSet(0, 1)) {
            return false;
        }
        boolean idle = records.isEmpty() && lane.idle() && !lane.activeAt().isAfter(since);
        if (idle && open.compareAndSet(1, RETIRED)) {
            return true;
        }
        if (open.decrementAndGet() != 0) {
            work();
        }
        return false;
    }

    /**
     * Retires the lane whatever it has in hand: its records are read again elsewhere.
     *
     * @return how many records that are
     */
    int retire() {
        open.set(RETIRED);
        mailbox.clear();
        return records.size();
    }

    private void work() {
        do {
            LaneEvent event = mailbox.poll();
            if (event != null) {
                take(event);
            }
        } while (open.get() > 0 && open.decrementAndGet() > 0);
    }

    private void take(LaneEvent event) {
        try {
            Instant now = around.clock().instant();
            if (event instanceof LaneEvent.Tick && !wakeAt.isAfter(now)) {
                wakeAt = Instant.MAX;
            }
            for (LaneEffect effect : lane.on(event, now)) {
                bringAbout(effect, now);
            }
            wake(now);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("tenant", user.tenant())
                    .addKeyValue("user", user.user())
                    .setCause(e)
                    .log("A delivery lane failed");
        }
    }

    private void wake(Instant now) {
        Instant next = lane.nextWake();
        if (next.isBefore(wakeAt)) {
            Instant farthest = now.plus(FARTHEST_WAKE);
            wakeAt = next.isBefore(now) ? now : next.isBefore(farthest) ? next : farthest;
            around.timer()
                    .schedule(
                            () -> post(new LaneEvent.Tick()),
                            pause(now, wakeAt),
                            TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Milliseconds until then. What is far away is due together with what other lanes have to do
     * within the same quarter of a second, a push that may have to be repeated within the same
     * twentieth: one wake-up for all of them, and what they save comes into one transaction.
     */
    static long pause(Instant now, Instant then) {
        long millis = Math.max(1, Duration.between(now, then).toMillis() + 1);
        if (millis < NEAR_MILLIS) {
            return millis;
        }
        long together = millis < FAR_MILLIS ? NEAR_TOGETHER_MILLIS : FAR_TOGETHER_MILLIS;
        return millis + Math.floorMod(-(now.toEpochMilli() + millis), together);
    }

    private void bringAbout(LaneEffect effect, Instant now) {
        switch (effect) {
            case LaneEffect.Send(var gateway, var push) -> {
                around.bus().push(gateway, push);
                if (push instanceof Push.Result result) {
                    metrics.pushed(result, now);
                }
            }
            case LaneEffect.LookUpPresence(long asked) ->
                    around.presence()
                            .connections(user)
                            .<LaneEvent>thenApply(seen -> new LaneEvent.PresenceSeen(asked, seen))
                            .exceptionally(_ -> new LaneEvent.PresenceUnknown())
                            .thenAccept(this::post);
            case LaneEffect.Finish(long offset) -> {
                CompletableFuture<Void> record = records.remove(offset);
                if (record != null) {
                    record.complete(null);
                }
            }
            case LaneEffect.Report(var status) -> around.statuses().report(status);
            case LaneEffect.FindResult(var key) ->
                    around.archive()
                            .find(key)
                            .thenAccept(
                                    found ->
                                            post(
                                                    new LaneEvent.ResultFound(
                                                            key.requestId(), found)));
            case LaneEffect.AskStore question -> ask(question);
        }
    }

    private void ask(LaneEffect.AskStore question) {
        PendingStore store = around.store();
        switch (question) {
            case LaneEffect.Load load -> answer(store.load(user), LaneEvent.Loaded::new);
            case LaneEffect.LoadPage(int generation, long after, int limit) ->
                    answer(
                            store.page(user, after, limit),
                            page -> new LaneEvent.PageLoaded(generation, page));
            case LaneEffect.Store(var replies) ->
                    answer(store.store(user, replies), LaneEvent.Stored::new);
            case LaneEffect.Save(var devices, long trim) ->
                    answer(store.save(user, devices, trim), saved -> new LaneEvent.Saved());
            case LaneEffect.Clear(var requestId) ->
                    answer(
                            store.clear(user, requestId),
                            row -> new LaneEvent.Cleared(requestId, row));
        }
    }

    private <T> void answer(CompletableFuture<T> asked, Function<T, LaneEvent> event) {
        asked.whenComplete(
                (answer, failure) -> {
                    if (failure != null) {
                        metrics.storeFailed();
                    }
                    post(failure == null ? event.apply(answer) : new LaneEvent.StoreFailed());
                });
    }
}
