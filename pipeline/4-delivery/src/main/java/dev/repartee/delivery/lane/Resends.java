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
import java.util.function.Function;

/**
 * Answers messages that were sent again: with the result that is at hand or in history, or with the
 * coming one. Who waits is bounded, and waits only for a while: a client that gets nothing sends
 * again.
 *
 * <p>Such an answer never overtakes. Whoever waits over HTTP is answered at once, but the socket
 * that sent the message again only when the lane has nothing left to show it in order: a result
 * that is still to come, or in the store, reaches that socket in its turn, and one that history had
 * before it was read from the log is waited for.
 */
final class Resends {

    /** Where a result stands in the order in which its user is shown replies. */
    enum Turn {
        /** The lane shows it in its turn. */
        TO_COME,
        /** The lane has shown it, or never will. */
        PAST,
        /** The store has not said yet. */
        UNKNOWN
    }

    private static final int MOST = 32;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final class Waiting {
        final RequestKey key;
        final Set<GatewayId> gateways = new LinkedHashSet<>();

        /** Where the last of the repeats was read from the log. */
        long offset;

        Instant until = Instant.MIN;
        Instant askAt = Instant.MAX;
        Duration pause = FIRST_PAUSE;

        Waiting(RequestKey key) {
            this.key = key;
        }
    }

    private final Map<RequestId, Waiting> waiting = new LinkedHashMap<>();
    private final Recents recents;
    private final Function<Outgoing, Turn> turns;
    private final Outbox outbox;

    Resends(Recents recents, Function<Outgoing, Turn> turns, Outbox outbox) {
        this.recents = recents;
        this.turns = turns;
        this.outbox = outbox;
    }

    void take(LaneEvent.Resent event, Instant now) {
        ChatResult.Resend resend = event.resend();
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
        await(event, gateway, now);
        recents.find(resend.key().requestId())
                .ifPresentOrElse(
                        this::found, () -> outbox.add(new LaneEffect.FindResult(resend.key())));
    }

    /** A result came from the log: the lane shows it, and whoever waits over HTTP gets it. */
    void arrived(Outgoing result) {
        Waiting entry = waiting.remove(result.requestId());
        if (entry != null) {
            answer(entry, result, new Push.Audience.Waiter());
        }
    }

    /** A result was at hand or in history. */
    void found(Outgoing result) {
        Waiting entry = waiting.get(result.requestId());
        if (entry == null) {
            return;
        }
        Turn turn = result.offset() > entry.offset ? Turn.TO_COME : turns.apply(result);
        switch (turn) {
            case PAST -> answer(entry, result, new Push.Audience.Resender());
            case TO_COME, UNKNOWN -> answer(entry, result, new Push.Audience.Waiter());
        }
        if (turn != Turn.UNKNOWN) {
            waiting.remove(result.requestId());
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

    private void await(LaneEvent.Resent event, GatewayId gateway, Instant now) {
        RequestKey key = event.resend().key();
        if (waiting.size() >= MOST && !waiting.containsKey(key.requestId())) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        Waiting entry = waiting.computeIfAbsent(key.requestId(), id -> new Waiting(key));
        if (entry.gateways.size() < MOST) {
            entry.gateways.add(gateway);
        }
        entry.offset = event.offset();
        entry.until = now.plus(LanePolicy.RESEND_WAIT);
        entry.askAt = now.plus(FIRST_PAUSE);
    }

    private void answer(Waiting entry, Outgoing result, Push.Audience audience) {
        entry.gateways.forEach(gateway -> outbox.send(gateway, result, audience, 1));
    }
}
