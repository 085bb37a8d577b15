package dev.repartee.messages.postgres;

import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.Timeline;
import dev.repartee.crypto.UserCipher;
import dev.repartee.messages.StoredMessage;
import dev.repartee.messages.row.MessageRow;
import dev.repartee.messages.row.Origin;
import dev.repartee.messages.row.Outcome;
import dev.repartee.postgres.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row as it goes to the database: in its window, its texts encrypted or left out.
 *
 * @param erased whether the user was erased after the message was accepted
 * @param cipher null when erased, or when there is no text
 */
record SealedRow(MessageRow row, Window window, boolean erased, @Nullable UserCipher cipher) {

    static final String INBOUND_TEXT = "chat_messages.inbound_text:";
    static final String REPLY_TEXT = "chat_messages.reply_text:";

    byte @Nullable [] inboundText() {
        Origin.Message message = row.origin() == null ? null : row.origin().message();
        return message == null ? null : seal(message.text(), INBOUND_TEXT);
    }

    byte @Nullable [] replyText() {
        Reply reply = reply();
        return reply == null ? null : seal(reply.text(), REPLY_TEXT);
    }

    <T> @Nullable T envelope(Function<Envelope, @Nullable T> part) {
        Envelope envelope = row.origin() == null ? null : row.origin().envelope();
        return envelope == null ? null : part.apply(envelope);
    }

    <T> @Nullable T message(Function<Origin.Message, @Nullable T> part) {
        Origin.Message message = row.origin() == null ? null : row.origin().message();
        return message == null ? null : part.apply(message);
    }

    <T> @Nullable T origin(Function<Origin, @Nullable T> part) {
        return row.origin() == null ? null : part.apply(row.origin());
    }

    <T> @Nullable T outcome(Function<Outcome, @Nullable T> part) {
        return row.outcome() == null ? null : part.apply(row.outcome());
    }

    <T> @Nullable T reply(Function<Reply, @Nullable T> part) {
        Reply reply = reply();
        return reply == null ? null : part.apply(reply);
    }

    <T> @Nullable T model(Function<ModelUse, @Nullable T> part) {
        return reply(reply -> reply.model() == null ? null : part.apply(reply.model()));
    }

    <T> @Nullable T nlu(Function<Nlu, @Nullable T> part) {
        return outcome(outcome -> outcome.nlu() == null ? null : part.apply(outcome.nlu()));
    }

    <T> @Nullable T intent(Function<Intent, @Nullable T> part) {
        return nlu(nlu -> nlu.intent() == null ? null : part.apply(nlu.intent()));
    }

    <T> @Nullable T parked(Function<ChatResult.Parked, @Nullable T> part) {
        return outcome(outcome -> outcome.parked() == null ? null : part.apply(outcome.parked()));
    }

    <T> @Nullable T timeline(Function<Timeline, @Nullable T> part) {
        return outcome(
                outcome -> outcome.timeline() == null ? null : part.apply(outcome.timeline()));
    }

    String state() {
        return (row.outcome() == null ? StoredMessage.State.OPEN : state(row.outcome().result()))
                .word();
    }

    private static StoredMessage.State state(ChatResult result) {
        return switch (result) {
            case ChatResult.Replied r -> StoredMessage.State.REPLIED;
            case ChatResult.Analysed a -> StoredMessage.State.ANALYSED;
            case ChatResult.Parked p -> StoredMessage.State.PARKED;
            case ChatResult.Expired e -> StoredMessage.State.EXPIRED;
            case ChatResult.Resend r -> throw new IllegalStateException("a resend is not terminal");
        };
    }

    /** When the result was made, whatever it was. */
    @Nullable Instant processedAt() {
        return outcome(
                outcome ->
                        switch (outcome.result()) {
                            case ChatResult.Replied r -> r.timeline().finishedAt();
                            case ChatResult.Analysed a -> a.timeline().finishedAt();
                            case ChatResult.Parked p -> p.at();
                            case ChatResult.Expired e -> e.at();
                            case ChatResult.Resend r -> null;
                        });
    }

    @Nullable String deliveryStatus() {
        return row.trail().status() == null ? null : row.trail().status().word();
    }

    /** Derived from text, so absent when erased. */
    @Nullable String clear(@Nullable Object value) {
        return value == null || erased ? null : Json.write(value);
    }

    @Nullable Boolean cacheHit() {
        return reply(reply -> reply.source() == ReplySource.CACHE);
    }

    @Nullable Long inferenceMillis() {
        return timeline(
                timeline ->
                        timeline.inferenceStartedAt() == null
                                ? null
                                : Duration.between(
                                                timeline.inferenceStartedAt(),
                                                timeline.finishedAt())
                                        .toMillis());
    }

    private @Nullable Reply reply() {
        return row.outcome() == null ? null : row.outcome().reply();
    }

    private byte @Nullable [] seal(String text, String field) {
        return cipher == null ? null : cipher.encrypt(text, field + row.key().requestId());
    }
}
