package dev.repartee.delivery;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.delivery.pending.PendingStore;
import dev.repartee.redis.Presence;
import dev.repartee.redis.Push;
import dev.repartee.redis.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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
 * HTTP client) has acknowledged its reply, or when it is stored.
 *
 * <p>For one thread at a time.
 */
final class UserLane {

    private static final int CLEARS_BOUND = 64;

    private final UserKey user;
    private final LanePolicy policy;
    private final TreeMap<Long, Item> items = new TreeMap<>();
    private final Devices devices;
    private final Recents recents;
    private final Resends resends = new Resends();
    private final PendingWindow window = new PendingWindow();
    private final StoreTurn store;
    private final Outbox outbox;
    private final Pusher pusher;
    private final Deque<RequestId> clears = new ArrayDeque<>();
    private final Instant createdAt;

    /** Whether the store has said what it has. */
    private boolean known;

    /** Whether it has not said so for so long that new replies are shown without knowing. */
    private boolean storeIsAway;

    /** The offsets that are on their way to the store. */
    private List<Long> storing = List.of();

    private Instant presenceAt = Instant.MIN;
    private Instant activeAt;
    private long sequence;

    UserLane(UserKey user, LanePolicy policy, RandomGenerator random, Instant now) {
        this.user = user;
        this.policy = policy;
        this.outbox = new Outbox(user);
        this.pusher = new Pusher(policy, random, outbox);
        this.devices = new Devices(policy.devices());
        this.recents = new Recents(policy.recents());
        this.store = new StoreTurn(policy, random);
        this.createdAt = now;
        this.activeAt = now;
    }

    /** Takes an event; what comes back is to be done in its order. */
    List<LaneEffect> on(LaneEvent event, Instant now) {
        sequence++;
        if (!(event instanceof LaneEvent.Tick)) {
            activeAt = now;
        }
        switch (event) {
            case LaneEvent.Arrived arrived -> arrived(arrived, now);
            case LaneEvent.Resent resent -> resent(resent.resend(), now);
            case LaneEvent.Connected connected -> open(connected.connection(), now);
            case LaneEvent.Disconnected gone -> close(gone, now);
            case LaneEvent.PresenceSeen seen -> presence(seen, now);
            case LaneEvent.Acknowledged acknowledged -> acknowledged(acknowledged, now);
            case LaneEvent.Loaded loaded -> loaded(loaded.known());
            case LaneEvent.PageLoaded page -> pageLoaded(page);
            case LaneEvent.Stored stored -> stored(stored.stored(), now);
            case LaneEvent.Saved saved -> store.done();
            case LaneEvent.Cleared cleared -> cleared(cleared, now);
            case LaneEvent.StoreFailed failed -> storeFailed(now);
            case LaneEvent.ResultFound found -> found(found);
            case LaneEvent.Swept swept -> swept(now);
            case LaneEvent.Tick tick -> {}
        }
        settle(now);
        return outbox.take();
    }

    /** When the next {@link LaneEvent.Tick} is due. */
    Instant nextWake() {
        Instant next = resends.nextWake();
        for (Device device : devices.all()) {
            next = min(next, device.retryAt);
        }
        if (!known || !clears.isEmpty()) {
            next = min(next, store.earliest(Instant.MIN));
        }
        if (!known) {
            if (!storeIsAway) {
                next = min(next, createdAt.plus(LanePolicy.STORE_PATIENCE));
            }
        }
        Instant storeAt = known ? devices.saveAt() : Instant.MAX;
        for (Item item : items.values()) {
            next = min(next, item.waiterRetryAt);
            storeAt = min(storeAt, item.stored ? Instant.MAX : item.storeAt);
        }
        return storeAt.equals(Instant.MAX) ? next : min(next, store.earliest(storeAt));
    }

    /** Whether nothing is lost when the lane is forgotten. */
    boolean idle() {
        return items.isEmpty()
                && resends.isEmpty()
                && clears.isEmpty()
                && !store.busy()
                && (!known || devices.saveAt().equals(Instant.MAX));
    }

    /** When something last happened, other than time passing. */
    Instant activeAt() {
        return activeAt;
    }

    /** Replies whose records are not finished. */
    int unfinished() {
        return (int) items.values().stream().filter(item -> !item.stored).count();
    }

    // Events ------------------------------------------------------------------------------------

    private void arrived(LaneEvent.Arrived event, Instant now) {
        Outgoing reply = event.reply();
        Item before = items.get(reply.offset());
        if (before != null) {
            if (before.stored) {
                outbox.finish(reply.offset());
            }
            return;
        }
        if (!recents.admits(reply)) {
            outbox.finish(reply.offset());
            return;
        }
        forgetParked(reply);
        recents.add(reply);
        Duration patience = event.hurried() ? LanePolicy.HURRY : policy.storeAfter();
        Item item = Item.arrived(reply, now.plus(patience));
        items.put(reply.offset(), item);
        if (reply.result().replyTo() != null) {
            item.waiterRetryAt = now;
        }
        for (GatewayId gateway : resends.take(reply.requestId())) {
            outbox.send(gateway, reply, new Push.Audience.Resender(), 1);
        }
        if (!devices.anyConnected() || !presenceAt.plus(LanePolicy.PRESENCE_AGE).isAfter(now)) {
            lookUp(now);
        }
    }

    /** A reply takes the place of the parked result that was not shown yet. */
    private void forgetParked(Outgoing reply) {
        if (!reply.supersedes()) {
            return;
        }
        items.values()
                .removeIf(
                        item -> {
                            boolean replaced =
                                    !item.stored
                                            && !storing.contains(item.offset())
                                            && item.requestId().equals(reply.requestId());
                            if (replaced) {
                                outbox.finish(item.offset());
                            }
                            return replaced;
                        });
    }

    private void resent(ChatResult.Resend resend, Instant now) {
        ReplyTo replyTo = resend.replyTo();
        if (replyTo == null) {
            return;
        }
        if (!resend.sameText()) {
            Push refused = new Push.Refused(resend.key(), ErrorCode.ID_REUSED);
            outbox.add(new LaneEffect.Send(replyTo.gateway(), refused));
            return;
        }
        RequestId requestId = resend.key().requestId();
        Optional<Outgoing> result = recents.find(requestId);
        if (result.isPresent()) {
            outbox.send(replyTo.gateway(), result.get(), new Push.Audience.Resender(), 1);
        } else {
            resends.add(requestId, replyTo.gateway(), now, now.plus(LanePolicy.RESEND_WAIT));
            outbox.add(new LaneEffect.FindResult(resend.key()));
        }
    }

    private void open(Presence.Connection connection, Instant now) {
        boolean wasThere =
                devices.find(connection.device()) instanceof Device device && device.connected();
        Device opened = devices.open(connection, sequence, now);
        if (opened == null) {
            return;
        }
        opened.tries = 0;
        opened.rewind();
        opened.saveBy(now);
        if (!wasThere && known && window.waiting()) {
            readAgain();
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
        Item item = items.get(event.offset());
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
        for (Item item : items.values()) {
            if (item.requestId().equals(requestId)) {
                item.acknowledgedOverHttp = true;
                outbox.delivered(item, Signal.HTTP_DEVICE, now);
                return;
            }
        }
        clear(requestId);
    }

    private void loaded(PendingStore.Known answer) {
        store.done();
        known = true;
        devices.merge(answer.devices());
        if (answer.pending()) {
            readAgain();
        }
    }

    private void pageLoaded(LaneEvent.PageLoaded event) {
        store.done();
        if (event.generation() != window.generation()) {
            return;
        }
        long through = window.loadedThrough();
        for (Outgoing reply : event.page().replies()) {
            through = reply.offset();
            Item item = items.computeIfAbsent(through, offset -> Item.waiting(reply));
            if (!item.stored) {
                item.stored = true;
                outbox.finish(through);
            }
        }
        window.loaded(through, event.page().more());
    }

    private void stored(PendingStore.Stored answer, Instant now) {
        store.done();
        storing = List.of();
        boolean any = false;
        for (var entry : new TreeMap<>(answer.outcomes()).entrySet()) {
            Item item = items.get(entry.getKey());
            if (item == null || item.stored) {
                continue;
            }
            outbox.finish(item.offset());
            switch (entry.getValue()) {
                case STORED -> {
                    any = true;
                    waits(item, now);
                }
                case DUPLICATE -> items.remove(item.offset());
                case ERASED -> {
                    items.remove(item.offset());
                    outbox.dropped(item, now);
                }
            }
        }
        for (PendingStore.Row row : answer.dropped()) {
            Item item = items.remove(row.offset());
            if (item != null && !item.stored) {
                outbox.finish(item.offset());
            }
            outbox.report(row, DeliveryStatus.State.DROPPED, null, now);
        }
        if (any) {
            lookUp(now);
        }
        leaveExcess();
        leaveToStore();
    }

    private void waits(Item item, Instant now) {
        item.stored = true;
        window.stored(item.offset());
        outbox.pending(item, now);
        if (window.hides(item.offset())) {
            drop(item);
        }
    }

    private void cleared(LaneEvent.Cleared event, Instant now) {
        store.done();
        clears.remove(event.requestId());
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
        storing = List.of();
        if (known) {
            window.kept();
        }
        devices.saveAgain(now);
    }

    private void found(LaneEvent.ResultFound event) {
        event.result()
                .ifPresent(
                        result -> {
                            for (GatewayId gateway : resends.take(event.requestId())) {
                                outbox.send(gateway, result, new Push.Audience.Resender(), 1);
                            }
                        });
    }

    private void swept(Instant now) {
        if (known && !window.waiting()) {
            readAgain();
        }
        lookUp(now);
    }

    // What follows from them ----------------------------------------------------------------------

    private void settle(Instant now) {
        storeIsAway =
                !known
                        && (store.failing()
                                || !createdAt.plus(LanePolicy.STORE_PATIENCE).isAfter(now));
        if (known) {
            devices.all().forEach(device -> advance(device, now));
        }
        finishAcknowledged();
        for (Device device : devices.all()) {
            var unread = items.tailMap(device.cursor, false).values();
            pusher.toDevice(device, unread, this::showable, now);
        }
        items.values().forEach(item -> pusher.toWaiter(item, now));
        for (RequestId requestId : resends.due(now)) {
            outbox.add(
                    new LaneEffect.FindResult(
                            new RequestKey(user.tenant(), user.user(), requestId)));
        }
        askStore(now);
    }

    /** Moves a device's cursor over everything that it has acknowledged without a gap. */
    private void advance(Device device, Instant now) {
        if (!window.covers(device.cursor)) {
            return;
        }
        long before = device.cursor;
        for (Item item : items.tailMap(device.cursor, false).values()) {
            if (window.hides(item.offset()) || device.needs(item)) {
                break;
            }
            device.advance(item.offset());
        }
        if (device.cursor > before) {
            device.pushedThrough = Math.max(device.pushedThrough, device.cursor);
            device.saveBy(window.waiting() ? now : now.plus(LanePolicy.SAVE_AFTER));
        }
    }

    private void finishAcknowledged() {
        long slowest = devices.slowestConnected();
        items.values()
                .removeIf(
                        item -> {
                            if (item.stored) {
                                return devices.none()
                                        ? item.acknowledgedOverHttp && clear(item.requestId())
                                        : leaves(item, slowest);
                            }
                            if (storing.contains(item.offset()) || !done(item)) {
                                return false;
                            }
                            outbox.finish(item.offset());
                            return true;
                        });
    }

    /** Whether everyone who is there has a reply that waits on for others. */
    private boolean leaves(Item item, long slowest) {
        boolean leaves = item.offset() <= slowest;
        if (leaves) {
            window.left(item.offset());
        }
        return leaves;
    }

    /** Whether everyone who should have a reply that is not stored has acknowledged it. */
    private boolean done(Item item) {
        if (!known) {
            return item.acknowledged && storeIsAway;
        }
        return devices.none()
                ? item.acknowledgedOverHttp
                : devices.all().stream().noneMatch(device -> device.needs(item));
    }

    /** Whether no reply that is older may still have to be shown first. */
    private boolean showable(Item item) {
        return known ? !window.hides(item.offset()) : storeIsAway;
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
        List<Outgoing> due =
                items.values().stream()
                        .filter(item -> !item.stored && mustWait(item, now))
                        .map(item -> item.reply)
                        .toList();
        if (!due.isEmpty()) {
            storing = due.stream().map(Outgoing::offset).toList();
            return new LaneEffect.Store(due);
        }
        if (!devices.none() || !window.waiting()) {
            clears.clear();
        }
        if (!clears.isEmpty()) {
            return new LaneEffect.Clear(clears.getFirst());
        }
        if (!devices.saveAt().isAfter(now)) {
            long trim = window.waiting() ? devices.slowest() : -1;
            window.trimmed(trim);
            return new LaneEffect.Save(devices.snapshot(), trim);
        }
        if (window.incomplete() && devices.anyConnected() && storedItems() < policy.page() / 2) {
            return new LaneEffect.LoadPage(
                    window.generation(), window.loadedThrough(), policy.page());
        }
        return null;
    }

    /** Whether nothing is gained by keeping a reply out of the store for longer. */
    private boolean mustWait(Item item, Instant now) {
        boolean shownToAllWhoAreThere =
                item.acknowledged
                        && devices.all().stream().noneMatch(d -> d.connected() && d.needs(item));
        return shownToAllWhoAreThere || !item.storeAt.isAfter(now);
    }

    // Small change --------------------------------------------------------------------------------

    /** Nobody is there: what waits need not be in memory. */
    private void leaveToStore() {
        if (known && window.waiting() && !devices.anyConnected()) {
            readAgain();
        }
    }

    /** A client that does not acknowledge must not fill memory. */
    private void leaveExcess() {
        List<Item> excess =
                items.values().stream()
                        .filter(item -> item.stored)
                        .skip(2L * policy.page())
                        .toList();
        if (!excess.isEmpty()) {
            window.endAt(excess.getFirst().offset() - 1);
            excess.forEach(this::drop);
        }
    }

    private void readAgain() {
        items.values().stream().filter(item -> item.stored).toList().forEach(this::drop);
        window.restart(devices.slowestConnected());
    }

    private void drop(Item item) {
        items.remove(item.offset());
        if (item.acknowledgedOverHttp) {
            clear(item.requestId());
        }
    }

    private boolean clear(RequestId requestId) {
        if (clears.size() < CLEARS_BOUND && !clears.contains(requestId)) {
            clears.addLast(requestId);
        }
        return true;
    }

    private long storedItems() {
        return items.values().stream().filter(item -> item.stored).count();
    }

    private void lookUp(Instant now) {
        presenceAt = now;
        outbox.add(new LaneEffect.LookUpPresence(sequence));
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
