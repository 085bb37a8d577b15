package dev.repartee.delivery.lane;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.redis.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Answers messages that were sent again: with the result that is at hand or in history, or with the
 * coming one. Who waits is bounded, and waits only for a while: a client that gets nothing sends
 * again.
 */
final class Resends {

    private static final int MOST = 32;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final class Waiting {
        final RequestKey key;
        final Set<GatewayId> gateways = new LinkedHashSet<>();
        Instant until = Instant.MIN;
        Instant askAt = Instant.MAX;
        Duration pause = FIRST_PAUSE;

        Waiting(RequestKey key) {
            this.key = key;
        }
    }

    private final Map<RequestId, Waiting> waiting = new LinkedHashMap<>();
    private final Recents recents;
    private final Outbox outbox;

    Resends(Recents recents, Outbox outbox) {
        this.recents = recents;
        this.outbox = outbox;
    }

    void take(ChatResult.Resend resend, Instant now) {
        ReplyTo replyTo = resend.replyTo();
        if (replyTo == null) {
            return;
        }
        GatewayId gateway = replyTo.gateway();
        if (!resend.sameText()) {
            Push refused = new Push.Refused(resend.key(), ErrorCode.ID_REUSED);
            outbox.add(new LaneEffect.Send(gateway, refused));
            return;
        }
        recents.find(resend.key().requestId())
                .ifPresentOrElse(
                        result -> answer(gateway, result),
                        () -> {
                            await(resend.key(), gateway, now);
                            outbox.add(new LaneEffect.FindResult(resend.key()));
                        });
    }

    /** A result is there: whoever waits for it gets it. */
    void answer(Outgoing result) {
        Waiting entry = waiting.remove(result.requestId());
        if (entry != null) {
            entry.gateways.forEach(gateway -> answer(gateway, result));
        }
    }

    /** Asks history again, where it is time; forgets those that waited too long. */
    void remind(Instant now) {
        waiting.values().removeIf(entry -> !entry.until.isAfter(now));
        for (Waiting entry : waiting.values()) {
            if (!entry.askAt.isAfter(now)) {
                Duration doubled = entry.pause.multipliedBy(2);
                entry.pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
                entry.askAt = now.plus(entry.pause);
                outbox.add(new LaneEffect.FindResult(entry.key));
            }
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    Instant nextWake() {
        Instant next = Instant.MAX;
        for (Waiting entry : waiting.values()) {
            next = entry.askAt.isBefore(next) ? entry.askAt : next;
            next = entry.until.isBefore(next) ? entry.until : next;
        }
        return next;
    }

    private void await(RequestKey key, GatewayId gateway, Instant now) {
        if (waiting.size() >= MOST && !waiting.containsKey(key.requestId())) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        Waiting entry = waiting.computeIfAbsent(key.requestId(), id -> new Waiting(key));
        if (entry.gateways.size() < MOST) {
            entry.gateways.add(gateway);
        }
        entry.until = now.plus(LanePolicy.RESEND_WAIT);
        entry.askAt = now.plus(FIRST_PAUSE);
    }

    private void answer(GatewayId gateway, Outgoing result) {
        outbox.send(gateway, result, new Push.Audience.Resender(), 1);
    }
}
