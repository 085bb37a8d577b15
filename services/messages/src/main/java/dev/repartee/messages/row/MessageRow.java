package dev.repartee.messages.row;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ConversationNote;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.contract.event.Envelope;
import dev.repartee.postgres.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a batch knows about one message. Merging is associative, commutative and idempotent, and
 * {@link MergeRule} does the same with what the database has already.
 *
 * @param birth when the message was accepted
 */
public record MessageRow(
        RequestKey key,
        ConversationId conversation,
        Mode mode,
        Birth birth,
        @Nullable Origin origin,
        @Nullable Outcome outcome,
        Trail trail) {

    /** Nothing stays in the log for longer, so no result comes later. */
    private static final Duration LONGEST_WAY = Duration.ofDays(8);

    /** Events come from JSON, where anything may be missing. */
    public MessageRow {
        Objects.requireNonNull(key);
        Objects.requireNonNull(conversation);
        Objects.requireNonNull(mode);
    }

    /**
     * When a message was accepted.
     *
     * @param at the earliest time that any event tells
     * @param window where its row lies, unless there is one in a neighbouring window
     * @param certain whether an event told the time of acceptance; a parked or expired one does not
     */
    public record Birth(Instant at, Window window, boolean certain) {

        static Birth certain(Instant acceptedAt) {
            return new Birth(acceptedAt, Window.of(acceptedAt), true);
        }

        /** A guess from what happened later. */
        static Birth before(Instant later, RequestId id) {
            Instant near =
                    UuidTime.of(id)
                            .filter(time -> !time.isAfter(later))
                            .filter(time -> time.plus(LONGEST_WAY).isAfter(later))
                            .orElse(later);
            return new Birth(later, Window.of(near), false);
        }

        Birth merge(Birth other) {
            Instant first = at.isAfter(other.at) ? other.at : at;
            if (certain != other.certain) {
                return new Birth(first, certain ? window : other.window, true);
            }
            return new Birth(
                    first, window.compareTo(other.window) <= 0 ? window : other.window, certain);
        }
    }

    /**
     * What a request tells.
     *
     * @param origin where it lies in the log
     * @throws RuntimeException when a required part of it is missing
     */
    public static MessageRow received(ChatRequest request, Coordinates origin) {
        return ofEnvelope(
                request.envelope(),
                new Origin(
                        origin,
                        request.envelope(),
                        new Origin.Message(
                                request.text(), request.language(), request.attachments())),
                null);
    }

    /**
     * What a result tells.
     *
     * @param offset where it lies in its partition of the results
     * @throws RuntimeException when a required part of it is missing, or it is not terminal
     */
    public static MessageRow finished(ChatResult result, long offset) {
        return ofResult(result, Outcome.of(result, offset));
    }

    /**
     * What dispatch noted.
     *
     * @throws RuntimeException when a required part of it is missing
     */
    public static MessageRow noted(ConversationNote note) {
        return new MessageRow(
                note.key(),
                note.conversation(),
                Mode.REPLY,
                Birth.certain(note.acceptedAt()),
                null,
                null,
                new Trail(note.fastPath(), null, null, null));
    }

    /**
     * What delivery tells of a reply.
     *
     * @throws RuntimeException when a required part of it is missing
     */
    public static MessageRow forwarded(DeliveryStatus status) {
        return new MessageRow(
                status.key(),
                status.conversation(),
                Mode.REPLY,
                Birth.certain(status.acceptedAt()),
                null,
                null,
                Trail.of(status));
    }

    private static MessageRow ofResult(ChatResult result, Outcome outcome) {
        return switch (result) {
            case ChatResult.Replied r ->
                    ofEnvelope(r.envelope(), new Origin(r.origin(), r.envelope(), null), outcome);
            case ChatResult.Analysed a ->
                    ofEnvelope(
                            a.envelope(),
                            new Origin(
                                    a.origin(),
                                    a.envelope(),
                                    a.text() == null
                                            ? null
                                            : new Origin.Message(
                                                    a.text(), a.language(), List.of())),
                            outcome);
            case ChatResult.Parked p -> ofUnknownBirth(p, p.at(), outcome);
            case ChatResult.Expired e -> ofUnknownBirth(e, e.at(), outcome);
            case ChatResult.Resend r -> throw new IllegalStateException("a resend is not terminal");
        };
    }

    private static MessageRow ofEnvelope(
            Envelope envelope, Origin origin, @Nullable Outcome outcome) {
        return new MessageRow(
                envelope.key(),
                envelope.conversation(),
                envelope.mode(),
                Birth.certain(envelope.acceptedAt()),
                origin,
                outcome,
                Trail.NONE);
    }

    private static MessageRow ofUnknownBirth(ChatResult result, Instant at, Outcome outcome) {
        return new MessageRow(
                result.key(),
                result.conversation(),
                result.mode(),
                Birth.before(at, result.key().requestId()),
                new Origin(result.origin(), null, null),
                outcome,
                Trail.NONE);
    }

    /** The other one is about the same message. */
    public MessageRow merge(MessageRow other) {
        Origin merged = origin == null ? other.origin : origin;
        if (origin != null && other.origin != null) {
            merged = origin.merge(other.origin);
        }
        Outcome result = outcome == null ? other.outcome : outcome;
        if (outcome != null && other.outcome != null) {
            result = outcome.merge(other.outcome);
        }
        // who is at the origin names the thread; without one all agree
        MessageRow first =
                merged != null && other.origin != null && beginsWith(other) ? other : this;
        return new MessageRow(
                key,
                first.conversation,
                first.mode,
                birth.merge(other.birth),
                merged,
                result,
                trail.merge(other.trail));
    }

    private boolean beginsWith(MessageRow other) {
        return origin == null
                || other.origin != null && other.origin.at().offset() < origin.at().offset();
    }

    /** Whether there is text to encrypt. */
    public boolean hasText() {
        return origin != null && origin.message() != null
                || outcome != null && outcome.reply() != null;
    }

    /**
     * Whether its id may lie in a neighbouring window: known to have come from the gateway, it can
     * not.
     */
    boolean mayComeAgain() {
        return origin == null || origin.envelope() == null || origin.envelope().idFromClient();
    }
}
