package dev.repartee.inference.reply;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.contract.event.Timeline;
import dev.repartee.crypto.UserCipher;
import dev.repartee.tools.call.Toolbox;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message whose turn has come.
 *
 * @param work what dispatch handed over
 * @param cipher the user's, or null while the keys' database is gone: then nothing is remembered
 * @param attempt of its deltas: higher for every further try, here or at another worker
 * @param startedAt when its turn came
 * @param modelDeadline when the last model call must have ended
 */
public record Job(
        InferenceWork work,
        @Nullable UserCipher cipher,
        int attempt,
        Instant startedAt,
        Instant modelDeadline) {

    /** The channel of the OpenAI interface, where each call is a conversation of its own. */
    private static final String OPENAI_CHANNEL = "openai";

    /** The attempt of a message that is only tried out. */
    public static final int REHEARSAL = 0;

    /** The message. */
    public ChatRequest request() {
        return work.request();
    }

    /** What stays the same about it. */
    public Envelope envelope() {
        return work.request().envelope();
    }

    /** Whether the turns that the client sent are all there is. */
    public boolean bringsContext() {
        return !request().context().isEmpty() || envelope().channel().equals(OPENAI_CHANNEL);
    }

    /** The gateway that wants deltas, or null. */
    public @Nullable ReplyTo listener() {
        ReplyTo replyTo = envelope().replyTo();
        return replyTo != null && replyTo.streaming() ? replyTo : null;
    }

    /** For whom a model that answers it calls tools. */
    public Toolbox.Caller caller(AssistantId assistant) {
        return new Toolbox.Caller(
                envelope().key().tenant(),
                assistant,
                envelope().key().requestId().value(),
                rehearsal());
    }

    /** Whether it only tries something out: nothing may have an effect. */
    public boolean rehearsal() {
        return attempt == REHEARSAL;
    }

    /** When it passed each step. */
    public Timeline timeline(Instant finishedAt) {
        return new Timeline(envelope().acceptedAt(), work.dispatchedAt(), startedAt, finishedAt);
    }
}
