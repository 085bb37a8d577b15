package dev.repartee.delivery.lane;

import dev.repartee.contract.RequestId;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.delivery.pending.PendingStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A user's replies that are under way: those in memory, in the order of the log, and what is known
 * of those that wait in the store.
 */
final class Replies {

    private static final int CLEARS_BOUND = 64;

    private final TreeMap<Long, Item> items = new TreeMap<>();
    private final PendingWindow window = new PendingWindow();
    private final Deque<RequestId> clears = new ArrayDeque<>();
    private final LanePolicy policy;
    private final Devices devices;
    private final Outbox outbox;

    /** The offsets that are on their way to the store. */
    private List<Long> storing = List.of();

    Replies(LanePolicy policy, Devices devices, Outbox outbox) {
        this.policy = policy;
        this.devices = devices;
        this.outbox = outbox;
    }

    Collection<Item> all() {
        return items.values();
    }

    Collection<Item> beyond(long cursor) {
        return items.tailMap(cursor, false).values();
    }

    Optional<Item> at(long offset) {
        return Optional.ofNullable(items.get(offset));
    }

    Optional<Item> of(RequestId requestId) {
        return items.values().stream().filter(i -> i.requestId().equals(requestId)).findFirst();
    }

    /** Whether the first result of the same message is here, and this one may not replace it. */
    boolean holdFirst(Outgoing reply) {
        return !reply.supersedes() && of(reply.requestId()).isPresent();
    }

    void add(Item item) {
        items.put(item.offset(), item);
    }

    boolean isEmpty() {
        return items.isEmpty() && clears.isEmpty();
    }

    /** Replies whose records are not finished. */
    int unfinished() {
        return (int) items.values().stream().filter(item -> !item.stored).count();
    }

    /** Whether replies that are not in memory have to be shown before this one. */
    boolean hidden(Item item) {
        return hides(item.offset());
    }

    /** The same for the place of one that is not in memory. */
    boolean hides(long offset) {
        return window.hides(offset);
    }

    /** A reply takes the place of the parked result that was not shown yet. */
    void forgetParked(Outgoing reply) {
        items.values()
                .removeIf(
                        item ->
                                reply.supersedes()
                                        && item.offset() < reply.offset()
                                        && !item.stored
                                        && !storing.contains(item.offset())
                                        && item.requestId().equals(reply.requestId())
                                        && finish(item));
    }

    /** Finishes a reply that nobody is to see. */
    void discard(Item item) {
        items.remove(item.offset());
        finish(item);
    }

    /** Moves a device's cursor over everything that it has acknowledged without a gap. */
    void advance(Device device, Instant now) {
        if (!window.covers(device.cursor)) {
            return;
        }
        long before = device.cursor;
        for (Item item : beyond(device.cursor)) {
            if (hidden(item) || device.needs(item)) {
                break;
            }
            device.advance(item.offset());
        }
        if (device.cursor > before) {
            device.pushedThrough = Math.max(device.pushedThrough, device.cursor);
            device.saveBy(window.waiting() ? now : now.plus(LanePolicy.SAVE_AFTER));
        }
    }

    /** Finishes what everyone who should have it has acknowledged. */
    void finishAcknowledged() {
        items.values()
                .removeIf(
                        item ->
                                !item.stored
                                        && !storing.contains(item.offset())
                                        && acknowledgedByAll(item)
                                        && finish(item));
        long slowest = devices.slowestConnected();
        items.values().removeIf(item -> item.stored && leaves(item, slowest));
    }

    /** Finishes what somebody has acknowledged, as the store can't say who else should. */
    void finishShown() {
        items.values().removeIf(item -> item.acknowledged && finish(item));
    }

    private boolean acknowledgedByAll(Item item) {
        return devices.none()
                ? item.acknowledgedOverHttp
                : devices.all().stream().noneMatch(device -> device.needs(item));
    }

    /** Whether everyone who is there has a reply that may wait on for others. */
    private boolean leaves(Item item, long slowest) {
        if (devices.none()) {
            return item.acknowledgedOverHttp && clear(item.requestId());
        }
        if (item.offset() > slowest) {
            return false;
        }
        window.left(item.offset());
        return true;
    }

    // The store ---------------------------------------------------------------------------------

    /** What must be stored now; counts as on its way. */
    List<Outgoing> takeDue(Instant now) {
        List<Outgoing> due =
                items.values().stream()
                        .filter(item -> !item.stored && due(item, now))
                        .map(item -> item.reply)
                        .toList();
        storing = due.stream().map(Outgoing::offset).toList();
        return due;
    }

    /** Whether nothing is gained by keeping a reply out of the store for longer. */
    private boolean due(Item item, Instant now) {
        if (item.doubted()) {
            return false;
        }
        boolean shownToAllWhoAreThere =
                item.acknowledged
                        && devices.all().stream().noneMatch(d -> d.connected() && d.needs(item));
        return shownToAllWhoAreThere || !item.storeAt.isAfter(now);
    }

    /** Takes the store's answer; returns whether anything waits now that did not before. */
    boolean stored(PendingStore.Stored answer, Instant now) {
        storing = List.of();
        boolean any = false;
        for (var entry : new TreeMap<>(answer.outcomes()).entrySet()) {
            Item item = items.get(entry.getKey());
            if (item != null && !item.stored) {
                finish(item);
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
        }
        for (PendingStore.Row row : answer.dropped()) {
            Item item = items.remove(row.offset());
            if (item != null && !item.stored) {
                finish(item);
            }
            outbox.report(row, DeliveryStatus.State.DROPPED, null, now);
        }
        leaveExcess();
        return any;
    }

    private void waits(Item item, Instant now) {
        item.stored = true;
        window.stored(item.offset());
        outbox.pending(item, now);
        if (hidden(item)) {
            drop(item);
        }
    }

    /** The store did nothing of what it was asked. */
    void notStored() {
        storing = List.of();
        window.kept();
    }

    /** Whether the next page is to be read. */
    boolean wantsPage() {
        return window.incomplete() && storedInMemory() < policy.page() / 2;
    }

    LaneEffect.LoadPage nextPage() {
        return new LaneEffect.LoadPage(window.generation(), window.loadedThrough(), policy.page());
    }

    void pageLoaded(int generation, PendingStore.Page page) {
        if (generation != window.generation()) {
            return;
        }
        long through = window.loadedThrough();
        for (Outgoing reply : page.replies()) {
            through = reply.offset();
            Item item = items.computeIfAbsent(through, offset -> Item.waiting(reply));
            if (!item.stored) {
                item.stored = true;
                finish(item);
            }
        }
        window.loaded(through, page.more());
    }

    /** Up to where the store may forget, as every device has it; -1 for nothing. */
    long trim() {
        long slowest = window.waiting() ? devices.slowest() : -1;
        window.trimmed(slowest);
        return slowest;
    }

    boolean waitInStore() {
        return window.waiting();
    }

    /** Reads what waits from the beginning: someone came who may need older ones. */
    void readAgain() {
        items.values().stream().filter(item -> item.stored).toList().forEach(this::drop);
        window.restart(devices.slowestConnected());
    }

    /** Nobody is there: what waits need not be in memory. */
    void leaveToStore() {
        if (window.waiting() && !devices.anyConnected()) {
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

    // Read over HTTP ----------------------------------------------------------------------------

    /** A reply that waits was read by a user without devices. One too many is read again later. */
    boolean clear(RequestId requestId) {
        if (clears.size() < CLEARS_BOUND && !clears.contains(requestId)) {
            clears.addLast(requestId);
        }
        return true;
    }

    void cleared(RequestId requestId) {
        clears.remove(requestId);
    }

    boolean wantsClear() {
        return !clears.isEmpty();
    }

    /** The next one; none when nothing waits, or devices decide what waits. */
    Optional<RequestId> nextClear() {
        if (!devices.none() || !window.waiting()) {
            clears.clear();
        }
        return Optional.ofNullable(clears.peekFirst());
    }

    private void drop(Item item) {
        items.remove(item.offset());
        if (item.acknowledgedOverHttp) {
            clear(item.requestId());
        }
    }

    private boolean finish(Item item) {
        outbox.finish(item.offset());
        return true;
    }

    private long storedInMemory() {
        return items.values().stream().filter(item -> item.stored).count();
    }
}
