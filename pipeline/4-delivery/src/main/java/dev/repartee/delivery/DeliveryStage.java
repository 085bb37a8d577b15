package dev.repartee.delivery;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Mode;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.EventType;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.delivery.lane.LaneEvent;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.delivery.pending.PostgresPendingStore;
import dev.repartee.kafka.AssignmentListener;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LaneKey;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.RecordFilter;
import dev.repartee.kafka.consumer.Bounds;
import dev.repartee.kafka.consumer.OrderedConfig;
import dev.repartee.kafka.consumer.OrderedConsumer;
import dev.repartee.kafka.consumer.Pace;
import dev.repartee.kafka.sender.StageSender;
import dev.repartee.redis.LinkListener;
import dev.repartee.redis.Presence;
import dev.repartee.redis.Push;
import dev.repartee.redis.PushBus;
import dev.repartee.redis.Signal;
import dev.repartee.redis.Subscription;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * Brings results to the users who wait for them (promise P5): at least once to the client,
 * acknowledged by it, in order on each device; kept while the user is away.
 *
 * <p>A record is finished when its reply was acknowledged or is stored as pending. Redis gone:
 * replies to other processes are stored and drained when it is back. PostgreSQL gone: replies that
 * nobody acknowledges stay unfinished in the log.
 */
public final class DeliveryStage {

    private static final String GROUP = Topic.Party.DELIVERY.word();
    private static final long BYTES_BOUND = 256L << 20;
    private static final int HANDLERS = 64;

    /** What a crash makes it push again is dropped by clients that have shown it. */
    private static final Duration COMMIT = Duration.ofMillis(500);

    /** How far apart the clocks of two processes may be. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private final PushBus bus;
    private final StageSender sender;
    private final StatusReporter statuses;
    private final PostgresPendingStore store;
    private final ScheduledExecutorService timer;
    private final Lanes lanes;
    private final Sweeper sweeper;
    private final OrderedConsumer consumer;
    private final Subscription returnsOfRedis;

    /** Signals are heard for the partitions that are here. */
    private final Map<Integer, Subscription> owned = new ConcurrentHashMap<>();

    /** Since when each partition is here; written by the polling thread, read by lanes. */
    private final Map<Integer, Instant> ownedSince = new ConcurrentHashMap<>();

    private final Clock clock;

    public DeliveryStage(
            DeliveryConfig config,
            DeliveryConnections connections,
            MeterRegistry registry,
            Clock clock) {
        this.clock = clock;
        DeliveryMetrics metrics = new DeliveryMetrics(registry);
        this.bus = connections.bus();
        this.sender = connections.log().sender(GROUP);
        this.statuses = new StatusReporter(sender, metrics);
        this.store =
                new PostgresPendingStore(
                        connections.database(),
                        connections.vault(),
                        config.pendingPerUser(),
                        config.pendingAge());
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("delivery-timer").factory());
        LaneSurroundings around =
                new LaneSurroundings(
                        bus,
                        new Presence(connections.redis()),
                        store,
                        new ResultArchive(connections.messages()),
                        statuses,
                        timer,
                        clock);
        this.lanes = new Lanes(config, around, metrics, RandomGenerator.getDefault());
        this.sweeper = new Sweeper(config, around, lanes, owned::containsKey);
        this.consumer =
                new OrderedConsumer(
                        connections.log().cluster(),
                        consumerConfig(config),
                        this::handle,
                        ParkingListener.NONE,
                        sender,
                        registry,
                        clock);
        consumer.listen(new Ownership());
        this.returnsOfRedis = connections.redis().listen(sweepingWhenItIsBack());
    }

    /** Nothing reached a gateway meanwhile, and the pauses between tries have grown. */
    private LinkListener sweepingWhenItIsBack() {
        return new LinkListener() {
            @Override
            public void up() {
                sweeper.sweepEverybody();
            }
        };
    }

    private static OrderedConfig consumerConfig(DeliveryConfig config) {
        return OrderedConfig.of(GROUP, Topic.RESULTS.topicName())
                .withLanes(LaneKey.user())
                .withFilter(
                        RecordFilter.types(
                                EventType.REPLIED,
                                EventType.ANALYSED,
                                EventType.PARKED,
                                EventType.EXPIRED,
                                EventType.RESEND))
                .withBounds(new Bounds(config.unfinishedBound(), BYTES_BOUND, HANDLERS))
                .withPace(Pace.DEFAULT.withCommit(COMMIT));
    }

    /** Begins; returns at once, also when an engine is not there yet. */
    public void start() {
        statuses.start();
        sweeper.start();
        consumer.start();
    }

    /** Whether results are being read. */
    public boolean ready() {
        return consumer.ready();
    }

    /** Stops; what is not finished is read again by the next owner. */
    public void close(Duration limit) {
        returnsOfRedis.close();
        consumer.close(limit);
        sweeper.close();
        owned.values().forEach(Subscription::close);
        owned.clear();
        timer.shutdownNow();
        statuses.close(limit);
        store.close();
        sender.close(limit);
    }

    private Disposition handle(LogRecord record) {
        ChatResult result = record.event(ChatResult.class);
        long offset = record.coordinates().offset();
        UserKey user = result.userKey();
        return switch (result) {
            case ChatResult.Resend resend -> {
                lanes.post(user, new LaneEvent.Resent(resend, offset));
                yield Disposition.done();
            }
            case ChatResult.Analysed analysed -> answerWaiter(analysed, offset);
            case ChatResult.Replied replied -> deliver(replied, record.coordinates());
            case ChatResult.Parked parked -> deliverOrAnswer(parked, record.coordinates());
            case ChatResult.Expired expired -> deliverOrAnswer(expired, record.coordinates());
        };
    }

    private Disposition deliverOrAnswer(ChatResult result, Coordinates at) {
        return result.mode() == Mode.REPLY
                ? deliver(result, at)
                : answerWaiter(result, at.offset());
    }

    private Disposition deliver(ChatResult result, Coordinates at) {
        Outgoing reply = new Outgoing(at.offset(), result);
        Instant since = ownedSince.getOrDefault(at.partition(), clock.instant());
        boolean doubtful = reply.acceptedAt().isBefore(since.plus(CLOCKS_DIFFER));
        return Disposition.later(lanes.deliver(result.userKey(), reply, doubtful));
    }

    /** Nothing goes to the user, but whoever sent the message may wait for its end. */
    private Disposition answerWaiter(ChatResult result, long offset) {
        ReplyTo replyTo = result.replyTo();
        if (replyTo != null) {
            Push push =
                    new Push.Result(
                            result.userKey(), offset, result, new Push.Audience.Waiter(), 1);
            bus.push(replyTo.gateway(), push);
        }
        return Disposition.done();
    }

    /**
     * One that comes when the partition went elsewhere must not make a lane that would go stale.
     */
    private void hear(int partition, Signal signal) {
        if (!owned.containsKey(partition)) {
            return;
        }
        UserKey user = signal.user();
        switch (signal) {
            case Signal.Connected c ->
                    lanes.signal(
                            user,
                            new LaneEvent.Connected(
                                    new Presence.Connection(
                                            user, c.gateway(), c.connectionId(), c.device())));
            case Signal.Disconnected d ->
                    lanes.signal(user, new LaneEvent.Disconnected(d.gateway(), d.connectionId()));
            case Signal.Acknowledged a ->
                    lanes.signal(
                            user,
                            new LaneEvent.Acknowledged(a.device(), a.requestId(), a.offset()));
        }
    }

    private final class Ownership implements AssignmentListener {

        @Override
        public void assigned(Collection<Integer> partitions) {
            for (int partition : partitions) {
                ownedSince.put(partition, clock.instant());
                owned.computeIfAbsent(
                        partition, p -> bus.receiveSignals(p, signal -> hear(p, signal)));
            }
        }

        @Override
        public void revoked(Collection<Integer> partitions) {
            for (int partition : partitions) {
                Subscription subscription = owned.remove(partition);
                if (subscription != null) {
                    subscription.close();
                }
            }
            lanes.forget(partitions);
        }
    }
}
