package dev.repartee.messages;

import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * The terminal result that counts. {@link MergeRule#OUTCOME} is the same rule in SQL.
 *
 * @param result the event
 * @param offset where it lies in its partition of the results
 * @param parkedOffset where the message was parked, if ever
 */
record Outcome(ChatResult result, long offset, @Nullable Long parkedOffset) {

    /** In the order in which results take precedence; equal ones go by their offset. */
    private enum Precedence {
        BEFORE_PARKED,
        SUPERSEDES_PARKED,
        PARKED,
        /** A stray: published after the message was given up. */
        AFTER_PARKED
    }

    static Outcome of(ChatResult result, long offset) {
        return new Outcome(result, offset, result instanceof ChatResult.Parked ? offset : null);
    }

    Outcome merge(Outcome other) {
        Long parked = earlier(parkedOffset, other.parkedOffset);
        int order = precedence(parked).compareTo(other.precedence(parked));
        if (order == 0) {
            order = Long.compare(offset, other.offset);
        }
        Outcome winner = order <= 0 ? this : other;
        return new Outcome(winner.result, winner.offset, parked);
    }

    StoredMessage.State state() {
        return switch (result) {
            case ChatResult.Replied r -> StoredMessage.State.REPLIED;
            case ChatResult.Analysed a -> StoredMessage.State.ANALYSED;
            case ChatResult.Parked p -> StoredMessage.State.PARKED;
            case ChatResult.Expired e -> StoredMessage.State.EXPIRED;
            case ChatResult.Resend r -> throw new IllegalStateException("a resend is not terminal");
        };
    }

    boolean supersedes() {
        return switch (result) {
            case ChatResult.Replied r -> r.supersedes();
            case ChatResult.Analysed a -> a.supersedes();
            case ChatResult.Parked p -> false;
            case ChatResult.Expired e -> false;
            case ChatResult.Resend r -> false;
        };
    }

    /** The reply, or the suggestion of one. */
    @Nullable Reply reply() {
        return switch (result) {
            case ChatResult.Replied r -> r.reply();
            case ChatResult.Analysed a -> a.suggestion();
            case ChatResult.Parked p -> null;
            case ChatResult.Expired e -> null;
            case ChatResult.Resend r -> null;
        };
    }

    @Nullable Nlu nlu() {
        return switch (result) {
            case ChatResult.Replied r -> r.nlu();
            case ChatResult.Analysed a -> a.nlu();
            case ChatResult.Parked p -> null;
            case ChatResult.Expired e -> null;
            case ChatResult.Resend r -> null;
        };
    }

    @Nullable Timeline timeline() {
        return switch (result) {
            case ChatResult.Replied r -> r.timeline();
            case ChatResult.Analysed a -> a.timeline();
            case ChatResult.Parked p -> null;
            case ChatResult.Expired e -> null;
            case ChatResult.Resend r -> null;
        };
    }

    ChatResult.@Nullable Parked parked() {
        return result instanceof ChatResult.Parked parked ? parked : null;
    }

    private Precedence precedence(@Nullable Long parked) {
        if (parked == null || offset < parked) {
            return Precedence.BEFORE_PARKED;
        }
        if (supersedes()) {
            return Precedence.SUPERSEDES_PARKED;
        }
        return offset == parked ? Precedence.PARKED : Precedence.AFTER_PARKED;
    }

    private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Long.min(one, other);
    }
}
