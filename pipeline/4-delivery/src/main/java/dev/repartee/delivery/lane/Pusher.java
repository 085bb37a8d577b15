package dev.repartee.delivery.lane;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.redis.Push;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Decides what is pushed now, to a device's sockets and to HTTP waiters, and when again. */
final class Pusher {

    private final LanePolicy policy;
    private final RandomGenerator random;
    private final Outbox outbox;

    Pusher(LanePolicy policy, RandomGenerator random, Outbox outbox) {
        this.policy = policy;
        this.random = random;
        this.outbox = outbox;
    }

    /**
     * Go-back-N: pushes what was not pushed since the cursor, up to the window; begins again at the
     * cursor when an acknowledgement is overdue.
     *
     * @param items beyond the device's cursor, by offset
     * @param showable whether nothing older is missing in memory
     */
    void toDevice(Device device, Collection<Item> items, Predicate<Item> showable, Instant now) {
        if (!device.connected()) {
            device.retryAt = Instant.MAX;
            return;
        }
        if (!device.retryAt.isAfter(now)) {
            device.rewind();
            device.tries++;
        }
        long after = -1;
        int outstanding = 0;
        for (Item item : items) {
            if (!showable.test(item) || outstanding == policy.window()) {
                break;
            }
            if (device.needs(item)) {
                outstanding++;
                if (item.offset() > device.pushedThrough) {
                    push(device, item, after);
                }
                after = item.offset();
            }
        }
        if (outstanding == 0) {
            device.retryAt = Instant.MAX;
            device.tries = 0;
        } else if (device.retryAt.equals(Instant.MAX)) {
            device.retryAt = now.plus(policy.pause(device.tries, random));
        }
    }

    private void push(Device device, Item item, long after) {
        item.attempts++;
        device.pushedThrough = item.offset();
        Push.Audience audience = new Push.Audience.Device(device.name, item.stored, after);
        for (GatewayId gateway : device.gateways()) {
            outbox.send(gateway, item.reply, audience, item.attempts);
        }
    }

    /** A few pushes to the gateway that accepted the message, unless a device's push went there. */
    void toWaiter(Item item, Instant now) {
        ReplyTo replyTo = item.reply.result().replyTo();
        if (replyTo == null || item.doubted() || item.waiterRetryAt.isAfter(now)) {
            return;
        }
        if (item.stored || item.acknowledged) {
            item.waiterRetryAt = Instant.MAX;
            return;
        }
        if (!outbox.sends(replyTo.gateway(), item.offset())) {
            item.attempts++;
            outbox.send(replyTo.gateway(), item.reply, new Push.Audience.Waiter(), item.attempts);
        }
        item.waiterPushes++;
        item.waiterRetryAt =
                item.waiterPushes < LanePolicy.WAITER_PUSHES
                        ? now.plus(policy.pause(item.waiterPushes, random))
                        : Instant.MAX;
    }
}
