package dev.repartee.delivery.pending;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.event.ChatResult;
import java.time.Instant;

/**
 * A terminal result on its way to a user.
 *
 * @param offset in the user's partition of {@code chat.inference_results}: the order in which the
 *     user's replies are shown
 * @param result what is shown
 */
public record Outgoing(long offset, ChatResult result) {

    /** The message that it answers. */
    public RequestId requestId() {
        return result.key().requestId();
    }

    /** Its conversation. */
    public ConversationId conversation() {
        return result.conversation();
    }

    /**
     * When the message was accepted; for results that don't know, when they were made, which is
     * never before.
     */
    public Instant acceptedAt() {
        return switch (result) {
            case ChatResult.OfEnvelope known -> known.envelope().acceptedAt();
            case ChatResult.Parked parked -> parked.at();
            case ChatResult.Expired expired -> expired.at();
        };
    }

    /** When it was made. */
    public Instant madeAt() {
        return switch (result) {
            case ChatResult.Replied replied -> replied.timeline().finishedAt();
            case ChatResult.Analysed analysed -> analysed.timeline().finishedAt();
            case ChatResult.Resend resend -> resend.envelope().acceptedAt();
            case ChatResult.Parked parked -> parked.at();
            case ChatResult.Expired expired -> expired.at();
        };
    }

    /** Whether a replay's reply may take its place. */
    public boolean parked() {
        return result instanceof ChatResult.Parked;
    }

    /** Whether it may take the place of a parked one. */
    public boolean supersedes() {
        return result instanceof ChatResult.Replied replied && replied.supersedes();
    }
}
