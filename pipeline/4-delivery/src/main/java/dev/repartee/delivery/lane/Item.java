package dev.repartee.delivery.lane;

import dev.repartee.contract.RequestId;
import dev.repartee.delivery.pending.Outgoing;
import java.time.Instant;

/** A reply in memory. Owned by its lane. */
final class Item {

    final Outgoing reply;

    /** When it is stored, unless it is acknowledged before. */
    final Instant storeAt;

    /** Whether it waits in the store; its record is finished then. */
    boolean stored;

    boolean acknowledgedOverHttp;

    /** Whether any client acknowledged it. */
    boolean acknowledged;

    /** Pushes so far, to whomever. */
    int attempts;

    /** When the waiter at the gateway is pushed to again. */
    Instant waiterRetryAt = Instant.MAX;

    int waiterPushes;

    /** Until when it waits for history to say whether it is the first result of its message. */
    Instant doubtedUntil = Instant.MIN;

    /** When history is asked again; far away unless doubted. */
    Instant askAt = Instant.MAX;

    private Item(Outgoing reply, Instant storeAt, boolean stored) {
        this.reply = reply;
        this.storeAt = storeAt;
        this.stored = stored;
    }

    static Item arrived(Outgoing reply, Instant now, Instant storeAt) {
        Item item = new Item(reply, storeAt, false);
        if (reply.result().replyTo() != null) {
            item.waiterRetryAt = now;
        }
        return item;
    }

    static Item waiting(Outgoing reply) {
        return new Item(reply, Instant.MAX, true);
    }

    /** Whether it may be a second result, which nobody is to see. */
    boolean doubted() {
        return !doubtedUntil.equals(Instant.MIN);
    }

    void doubt(Instant now) {
        doubtedUntil = now.plus(LanePolicy.DOUBT);
        askAt = now;
    }

    void trust() {
        doubtedUntil = Instant.MIN;
        askAt = Instant.MAX;
    }

    long offset() {
        return reply.offset();
    }

    RequestId requestId() {
        return reply.requestId();
    }
}
