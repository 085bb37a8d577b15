package dev.repartee.messages.row;

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
public record Outcome(ChatResult result, long offset, @Nullable Long parkedOffset) {

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

    /** Whether it counts although the message was parked before. */
    public boolean supersedes() {
        return switch (result) {
            case ChatResult.Replied r -> r.supersedes();
            case ChatResult.Analysed a -> a.supersedes();
            case ChatResult.Parked p -> false;
            case ChatResult.Expired e -> false;
            case ChatResult.Resend r -> false;
        };
    }

    /** The reply, or the suggestion of one. */
    public @Nullable Reply reply() {
        return switch (result) {
            case ChatResult.Replied r -> r.reply();
            case ChatResult.Analysed a -> a.suggestion();
            case ChatResult.Parked p -> null;
            case ChatResult.Expired e -> null;
            case ChatResult.Resend r -> null;
        };
    }

    /** What was understood, or null when nobody analysed the message. */
    public @Nullable Nlu nlu() {
        return switch (result) {
            case ChatResult.Replied r -> r.nlu();
            case ChatResult.Analysed a -> a.nlu();
            case ChatResult.Parked p -> null;
            case ChatResult.Expired e -> null;
            case ChatResult.Resend r -> null;
        };
    }

    /** When the message passed each step, or null when it came to no reply or analysis. */
    public @Nullable Timeline timeline() {
        return switch (result) {
            case ChatResult.Replied r -> r.timeline();
            case ChatResult.Analysed a -> a.timeline();
            case ChatResult.Parked p -> null;
            case ChatResult.Expired e -> null;
            case ChatResult.Resend r -> null;
        };
    }

    /** The result if the message was given up, or null. */
    public ChatResult.@Nullable Parked parked() {
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
