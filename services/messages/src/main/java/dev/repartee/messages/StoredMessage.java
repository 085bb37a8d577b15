package dev.repartee.messages;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.SessionId;
import dev.repartee.contract.content.Attachment;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.event.DeliveryStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as history has it now, decrypted. Parts that did not arrive yet are absent.
 *
 * @param key its identity
 * @param place where it belongs
 * @param inbound what the user said
 * @param outcome what became of it
 * @param delivery how far the reply came
 * @param timing when it passed each step
 * @param erased whether its texts were taken out, because the user was erased
 */
public record StoredMessage(
        RequestKey key,
        Place place,
        Inbound inbound,
        Outcome outcome,
        Delivery delivery,
        Timing timing,
        boolean erased) {

    /** What became of a message (promise P4). */
    public enum State {
        /** Not finished yet. */
        OPEN,
        REPLIED,
        ANALYSED,
        /** Given up by a stage; it waits in the dead letters. */
        PARKED,
        /** Its deadline passed. */
        EXPIRED;

        /** The word in answers and in the store. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads the word. */
        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Where a message belongs.
     *
     * @param assistant who was asked, null as long as only side information arrived
     * @param session the client's own grouping, or null
     * @param channel where it came from, null as long as only side information arrived
     * @param origin where the request lies in the log, null as long as only side information
     *     arrived
     */
    public record Place(
            ConversationId conversation,
            @Nullable AssistantId assistant,
            @Nullable SessionId session,
            Mode mode,
            @Nullable String channel,
            @Nullable Coordinates origin) {}

    /**
     * What the user said.
     *
     * @param text null when erased or not yet there
     * @param language BCP 47 tag, null when not yet there
     */
    public record Inbound(
            @Nullable String text, @Nullable String language, List<Attachment> attachments) {

        public Inbound {
            attachments = List.copyOf(attachments);
        }

        /** {@link TextHash} of the text, to tell a retry from another text under the same id. */
        public Optional<String> textHash() {
            return Optional.ofNullable(text).map(TextHash::of);
        }
    }

    /**
     * What became of it.
     *
     * @param reply what the user read, or in {@code assist} mode the suggestion; null when there is
     *     none, or erased
     * @param nlu what was understood; null when nobody analysed it
     * @param fastPath whether dispatch answered at once
     * @param failure why there is no reply, or null
     */
    public record Outcome(
            State state,
            @Nullable Reply reply,
            @Nullable Nlu nlu,
            boolean fastPath,
            @Nullable Failure failure) {}

    /**
     * Why a message was parked.
     *
     * @param cause the code
     * @param group the consumer group that gave it up
     * @param detail for an operator
     */
    public record Failure(ErrorCode cause, String group, String detail) {}

    /**
     * How far the reply came.
     *
     * @param status null as long as nothing is known, and always in {@code assist} and {@code
     *     observe} mode
     * @param attempts pushes so far
     * @param at when it was acknowledged, or null
     */
    public record Delivery(
            DeliveryStatus.@Nullable State status, int attempts, @Nullable Instant at) {}

    /**
     * When the message passed each step, by the clock of the process that did it.
     *
     * @param acceptedAt the gateway had it
     * @param dispatchedAt the dispatcher routed it, or null
     * @param inferenceStartedAt its turn came at a worker, or null
     * @param processedAt its result was made, or null
     * @param deliveredAt the user acknowledged it, or null
     */
    public record Timing(
            Instant acceptedAt,
            @Nullable Instant dispatchedAt,
            @Nullable Instant inferenceStartedAt,
            @Nullable Instant processedAt,
            @Nullable Instant deliveredAt) {

        /** From the gateway to the dispatcher's decision. */
        public Optional<Duration> untilDispatch() {
            return between(acceptedAt, dispatchedAt);
        }

        /** From the dispatcher's decision until its turn came at a worker. */
        public Optional<Duration> waitingForInference() {
            return between(dispatchedAt, inferenceStartedAt);
        }

        /** From its turn to the result. */
        public Optional<Duration> inference() {
            return between(inferenceStartedAt, processedAt);
        }

        /** From the result to the user's acknowledgement. */
        public Optional<Duration> delivery() {
            return between(processedAt, deliveredAt);
        }

        /** From the gateway to the result. */
        public Optional<Duration> untilResult() {
            return between(acceptedAt, processedAt);
        }

        /** Clocks of two processes may differ: never below zero. */
        private static Optional<Duration> between(@Nullable Instant from, @Nullable Instant to) {
            if (from == null || to == null) {
                return Optional.empty();
            }
            Duration duration = Duration.between(from, to);
            return Optional.of(duration.isNegative() ? Duration.ZERO : duration);
        }
    }
}
