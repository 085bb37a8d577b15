package dev.repartee.delivery.lane;

import dev.repartee.contract.RequestId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.delivery.pending.PendingStore;
import dev.repartee.redis.Presence;
import dev.repartee.redis.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What delivery knows of one user and what it does next. Pure: events and the time go in, effects
 * come out.
 *
 * <p>All replies that are under way lie in one order, that of the log. Each device is pushed to in
 * that order from its own cursor, go-back-N: what is not acknowledged is pushed again from the
 * oldest one. Replies that wait in the store but not in memory come before everything newer, so a
 * live push never overtakes a pending one; only while the store can not be asked at all are new
 * replies shown without knowing. A record is finished when every known device (or, without any, an
 * HTTP client) has acknowledged its reply, or when it is stored. A lane that began while the store
 * can not be asked finishes it when somebody has acknowledged it: records without an end would stop
 * everybody's in the long run. A device that is away then finds that reply in the history alone.
 *
 * <p>For one thread at a time.
 */
public final class UserLane {

    private final LanePolicy policy;
    private final Devices devices;
    private final Recents recents;
    private final Resends resends;
    private final Replies replies;
    private final Doubts doubts;
    private final StoreTurn store;
    private final Outbox outbox;
    private final Pusher pusher;
    private final Instant createdAt;

    /** Whether the store has said what it has. */
    private boolean known;

    /** Whether it has not said so for so long that new replies are shown without knowing. */
    private boolean storeIsAway;

    private Instant presenceAt = Instant.MIN;

    /** When presence is looked up again because nobody could tell. */
    private Instant lookAgainAt = Instant.MAX;

    private Instant activeAt;
    private long sequence;

    public UserLane(UserKey user, LanePolicy policy, RandomGenerator random, Instant now) {
        this.policy = policy;
        this.outbox = new Outbox(user);
        this.pusher = new Pusher(policy, random, outbox);
        this.devices = new Devices(policy.devices());
        this.recents = new Recents(policy.recents());
        this.resends = new Resends(recents, this::turn, outbox);
        this.replies = new Replies(policy, devices, outbox);
        this.doubts = new Doubts(replies, recents, resends, outbox);
        this.store = new StoreTurn(policy, random);
        this.createdAt = now;
        this.activeAt = now;
    }

    /** Takes an event; what comes back is to be done in its order. */
    public List<LaneEffect> on(LaneEvent event, Instant now) {
        sequence++;
        if (!(event instanceof LaneEvent.Tick)) {
            activeAt = now;
        }
        switch (event) {
            case LaneEvent.Arrived arrived -> arrived(arrived, now);
            case LaneEvent.Resent resent -> resends.take(resent, now);
            case LaneEvent.Connected connected -> open(connected.connection(), now);
            case LaneEvent.Disconnected gone -> close(gone, now);
            case LaneEvent.PresenceSeen seen -> presence(seen, now);
            case LaneEvent.PresenceUnknown unknown ->
                    lookAgainAt = now.plus(LanePolicy.PRESENCE_PAUSE);
            case LaneEvent.Acknowledged acknowledged -> acknowledged(acknowledged, now);
            case LaneEvent.Loaded loaded -> loaded(loaded.known(), now);
            case LaneEvent.PageLoaded page -> pageLoaded(page);
            case LaneEvent.Stored stored -> stored(stored.stored(), now);
            case LaneEvent.Saved saved -> store.done();
            case LaneEvent.Cleared cleared -> cleared(cleared, now);
            case LaneEvent.StoreFailed failed -> storeFailed(now);
            case LaneEvent.ResultFound found -> found.result().ifPresent(this::found);
            case LaneEvent.Swept swept -> swept(now);
            case LaneEvent.Reachable reachable -> devices.all().forEach(Device::beginAnew);
            case LaneEvent.Tick tick -> {}
        }
        settle(now);
        return outbox.take();
    }

    /** When the next {@link LaneEvent.Tick} is due. */
    public Instant nextWake() {
        Instant next = min(resends.nextWake(), replies.isEmpty() ? Instant.MAX : lookAgainAt);
        for (Device device : devices.all()) {
            next = min(next, device.retryAt);
        }
        if (!known || replies.wantsClear()) {
            next = min(next, store.earliest(Instant.MIN));
        }
        if (!known && !storeIsAway) {
            next = min(next, createdAt.plus(LanePolicy.STORE_PATIENCE));
        }
        Instant storeAt = known ? devices.saveAt() : Instant.MAX;
        for (Item item : replies.all()) {
            next =
                    min(
                            next,
                            item.doubted()
                                    ? min(item.askAt, item.doubtedUntil)
                                    : item.waiterRetryAt);
            storeAt = min(storeAt, item.stored || item.doubted() ? Instant.MAX : item.storeAt);
        }
        return storeAt.equals(Instant.MAX) ? next : min(next, store.earliest(storeAt));
    }

    /** Whether nothing is lost when the lane is forgotten. */
    public boolean idle() {
        return replies.isEmpty()
                && resends.isEmpty()
                && !store.busy()
                && (!known || devices.saveAt().equals(Instant.MAX));
    }

    /** When something last happened, other than time passing. */
    public Instant activeAt() {
        return activeAt;
    }

    /** Replies whose records are not finished. */
    public int unfinished() {
        return replies.unfinished();
    }

    // Events ------------------------------------------------------------------------------------

    private void arrived(LaneEvent.Arrived event, Instant now) {
        Outgoing reply = event.reply();
        Optional<Item> before = replies.at(reply.offset());
        if (before.isPresent() && !before.get().stored) {
            return;
        }
        if (before.isPresent() || !recents.admits(reply) || replies.holdFirst(reply)) {
            outbox.finish(reply.offset());
            return;
        }
        Duration patience = event.hurried() ? LanePolicy.HURRY : policy.storeAfter();
        Item item = Item.arrived(reply, now, now.plus(patience));
        replies.add(item);
        doubts.arrived(item, event.doubtful(), now);
        if (!devices.anyConnected() || !presenceAt.plus(LanePolicy.PRESENCE_AGE).isAfter(now)) {
            lookUp(now);
        }
    }

    private void found(Outgoing first) {
        doubts.found(first);
        resends.found(first);
    }

    private void open(Presence.Connection connection, Instant now) {
        boolean wasThere =
                devices.find(connection.device()) instanceof Device device && device.connected();
        Device opened = devices.open(connection, sequence, now);
        if (opened == null) {
            return;
        }
        opened.beginAnew();
        opened.saveBy(opened.stored ? now.plus(LanePolicy.SAVE_AFTER) : now);
        if (!wasThere && known && replies.waitInStore()) {
            replies.readAgain();
        }
    }

    private void close(LaneEvent.Disconnected gone, Instant now) {
        devices.close(gone.gateway(), gone.connectionId(), now);
        leaveToStore();
    }

    private void presence(LaneEvent.PresenceSeen seen, Instant now) {
        presenceAt = now;
        seen.connections().forEach(connection -> open(connection, now));
        devices.closeUnheard(seen.asked(), now);
        leaveToStore();
    }

    private void acknowledged(LaneEvent.Acknowledged event, Instant now) {
        if (event.device().equals(Signal.HTTP_DEVICE)) {
            acknowledgedOverHttp(event.requestId(), now);
            return;
        }
        Item item = replies.at(event.offset()).orElse(null);
        if (item == null || !item.requestId().equals(event.requestId())) {
            return;
        }
        Device device = devices.of(event.device(), now);
        if (!device.needs(item)) {
            return;
        }
        device.acknowledge(item);
        device.seenAt = now;
        device.saveBy(now.plus(LanePolicy.SAVE_AFTER));
        device.tries = 0;
        device.retryAt = Instant.MAX;
        outbox.delivered(item, device.name, now);
    }

    private void acknowledgedOverHttp(RequestId requestId, Instant now) {
        replies.of(requestId)
                .ifPresentOrElse(
                        item -> {
                            item.acknowledgedOverHttp = true;
                            outbox.delivered(item, Signal.HTTP_DEVICE, now);
                        },
                        () -> replies.clear(requestId));
    }

    private void loaded(PendingStore.Known answer, Instant now) {
        store.done();
        known = true;
        devices.merge(answer.devices(), now);
        if (answer.pending()) {
            replies.readAgain();
        }
    }

    private void pageLoaded(LaneEvent.PageLoaded event) {
        store.done();
        replies.pageLoaded(event.generation(), event.page());
    }

    private void stored(PendingStore.Stored answer, Instant now) {
        store.done();
        if (replies.stored(answer, now)) {
            lookUp(now);
        }
        leaveToStore();
    }

    private void cleared(LaneEvent.Cleared event, Instant now) {
        store.done();
        replies.cleared(event.requestId());
        event.row()
                .ifPresent(
                        row ->
                                outbox.report(
                                        row,
                                        DeliveryStatus.State.DELIVERED,
                                        Signal.HTTP_DEVICE,
                                        now));
    }

    private void storeFailed(Instant now) {
        store.failed(now);
        if (known) {
            replies.notStored();
        }
        devices.saveAgain(now);
    }

    private void swept(Instant now) {
        if (known && !replies.waitInStore()) {
            replies.readAgain();
        }
        lookUp(now);
    }

    // What follows from them ----------------------------------------------------------------------

    private void settle(Instant now) {
        if (!lookAgainAt.isAfter(now) && !replies.isEmpty()) {
            lookUp(now);
        }
        doubts.ask(now);
        storeIsAway =
                !known
                        && (store.failing()
                                || !createdAt.plus(LanePolicy.STORE_PATIENCE).isAfter(now));
        if (known) {
            devices.all().forEach(device -> replies.advance(device, now));
            replies.finishAcknowledged();
        } else if (storeIsAway) {
            replies.finishShown();
        }
        for (Device device : devices.all()) {
            pusher.toDevice(device, replies.beyond(device.cursor), this::showable, now);
        }
        replies.all().forEach(item -> pusher.toWaiter(item, now));
        resends.remind(now);
        askStore(now);
    }

    /** Whether no reply that is older may still have to be shown first. */
    private boolean showable(Item item) {
        return !item.doubted() && (known ? !replies.hidden(item) : storeIsAway);
    }

    /** Whether a result that is asked for again is still to be shown in its turn. */
    private Resends.Turn turn(Outgoing result) {
        Optional<Item> item = replies.of(result.requestId());
        if (item.isPresent()) {
            return devices.everyoneConnectedHas(item.get())
                    ? Resends.Turn.PAST
                    : Resends.Turn.TO_COME;
        }
        if (!known) {
            return storeIsAway ? Resends.Turn.PAST : Resends.Turn.UNKNOWN;
        }
        return replies.hides(result.offset()) ? Resends.Turn.TO_COME : Resends.Turn.PAST;
    }

    private void askStore(Instant now) {
        if (store.free(now)) {
            LaneEffect.AskStore question = question(now);
            if (question != null) {
                store.begin();
                outbox.add(question);
            }
        }
    }

    private LaneEffect.@Nullable AskStore question(Instant now) {
        if (!known) {
            return new LaneEffect.Load();
        }
        List<Outgoing> due = replies.takeDue(now);
        if (!due.isEmpty()) {
            return new LaneEffect.Store(due);
        }
        Optional<RequestId> clear = replies.nextClear();
        if (clear.isPresent()) {
            return new LaneEffect.Clear(clear.get());
        }
        if (!devices.saveAt().isAfter(now)) {
            return new LaneEffect.Save(devices.snapshot(), replies.trim());
        }
        return devices.anyConnected() && replies.wantsPage() ? replies.nextPage() : null;
    }

    private void leaveToStore() {
        if (known) {
            replies.leaveToStore();
        }
    }

    private void lookUp(Instant now) {
        presenceAt = now;
        lookAgainAt = Instant.MAX;
        outbox.add(new LaneEffect.LookUpPresence(sequence));
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
