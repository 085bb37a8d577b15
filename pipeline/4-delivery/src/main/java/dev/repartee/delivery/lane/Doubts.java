package dev.repartee.delivery.lane;

import dev.repartee.delivery.pending.Outgoing;
import java.time.Instant;

/**
 * Whether a reply is the first result of its message. Of one that may not be, history is asked,
 * which keeps the first: any other is not shown. What history doesn't say in time is shown, as it
 * may be gone.
 */
final class Doubts {

    private final Replies replies;
    private final Recents recents;
    private final Resends resends;
    private final Outbox outbox;

    Doubts(Replies replies, Recents recents, Resends resends, Outbox outbox) {
        this.replies = replies;
        this.recents = recents;
        this.resends = resends;
        this.outbox = outbox;
    }

    /** A reply arrived. */
    void arrived(Item item, boolean doubtful, Instant now) {
        if (doubtful && !item.reply.supersedes()) {
            item.doubt(now);
        } else {
            admit(item);
        }
    }

    /** History has said which result is the first. */
    void found(Outgoing first) {
        replies.all().stream()
                .filter(item -> item.doubted() && item.requestId().equals(first.requestId()))
                .toList()
                .forEach(
                        item -> {
                            if (first.offset() < item.offset()) {
                                replies.discard(item);
                            } else {
                                admit(item);
                            }
                        });
    }

    /** Asks, again where that is due, and ends the doubts that have lasted too long. */
    void ask(Instant now) {
        for (Item item : replies.all().stream().filter(Item::doubted).toList()) {
            if (!item.doubtedUntil.isAfter(now)) {
                if (recents.admits(item.reply)) {
                    admit(item);
                } else {
                    replies.discard(item);
                }
            } else if (!item.askAt.isAfter(now)) {
                item.askAt = now.plus(LanePolicy.DOUBT_PAUSE);
                outbox.add(new LaneEffect.FindResult(item.reply.result().key()));
            }
        }
    }

    private void admit(Item item) {
        item.trust();
        replies.forgetParked(item.reply);
        recents.add(item.reply);
        resends.arrived(item.reply);
    }
}
