package dev.repartee.delivery.lane;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.delivery.pending.PendingStore;
import dev.repartee.redis.Push;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what one event of a lane brings about. */
final class Outbox {

    private final UserKey user;
    private List<LaneEffect> effects = new ArrayList<>();

    Outbox(UserKey user) {
        this.user = user;
    }

    List<LaneEffect> take() {
        List<LaneEffect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }

    void add(LaneEffect effect) {
        effects.add(effect);
    }

    void finish(long offset) {
        effects.add(new LaneEffect.Finish(offset));
    }

    void send(GatewayId gateway, Outgoing reply, Push.Audience audience, int attempt) {
        Push push = new Push.Result(user, reply.offset(), reply.result(), audience, attempt);
        effects.add(new LaneEffect.Send(gateway, push));
    }

    /** Whether this event sends the reply to the gateway already. */
    boolean sends(GatewayId gateway, long offset) {
        for (LaneEffect effect : effects) {
            if (effect instanceof LaneEffect.Send(var to, Push.Result result)
                    && to.equals(gateway)
                    && result.offset() == offset) {
                return true;
            }
        }
        return false;
    }

    /** Reports the first acknowledgement of a reply. */
    void delivered(Item item, String device, Instant now) {
        if (!item.acknowledged) {
            item.acknowledged = true;
            report(item, DeliveryStatus.State.DELIVERED, device, now);
        }
    }

    void pending(Item item, Instant now) {
        if (!item.acknowledged) {
            report(item, DeliveryStatus.State.PENDING, null, now);
        }
    }

    void dropped(Item item, Instant now) {
        report(item, DeliveryStatus.State.DROPPED, null, now);
    }

    void report(
            PendingStore.Row row,
            DeliveryStatus.State state,
            @Nullable String device,
            Instant now) {
        effects.add(
                new LaneEffect.Report(
                        new DeliveryStatus(
                                row.key(),
                                row.conversation(),
                                row.acceptedAt(),
                                state,
                                device,
                                0,
                                now)));
    }

    private void report(
            Item item, DeliveryStatus.State state, @Nullable String device, Instant now) {
        effects.add(
                new LaneEffect.Report(
                        new DeliveryStatus(
                                item.reply.result().key(),
                                item.reply.conversation(),
                                item.reply.acceptedAt(),
                                state,
                                device,
                                item.attempts,
                                now)));
    }
}
