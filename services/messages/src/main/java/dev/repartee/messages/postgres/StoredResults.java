package dev.repartee.messages.postgres;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Mode;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.Timeline;
import dev.repartee.messages.StoredMessage;
import dev.repartee.messages.StoredResult;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the result event again from what history kept of it. */
final class StoredResults {

    private StoredResults() {}

    /** Empty when there is no result, or its text is gone. */
    static Optional<StoredResult> of(StoredMessage message, long offset, boolean supersedes) {
        return result(message, supersedes).map(result -> new StoredResult(result, offset));
    }

    private static Optional<ChatResult> result(StoredMessage message, boolean supersedes) {
        Coordinates origin = message.place().origin();
        Instant at = message.timing().processedAt();
        if (message.erased() || origin == null || at == null) {
            return Optional.empty();
        }
        return switch (message.outcome().state()) {
            case OPEN -> Optional.empty();
            case REPLIED -> replied(message, origin, at, supersedes);
            case ANALYSED -> analysed(message, origin, at, supersedes);
            case PARKED -> parked(message, origin, at);
            case EXPIRED ->
                    Optional.of(
                            new ChatResult.Expired(
                                    message.key(),
                                    message.place().conversation(),
                                    message.place().mode(),
                                    origin,
                                    null,
                                    at));
        };
    }

    private static Optional<ChatResult> replied(
            StoredMessage message, Coordinates origin, Instant at, boolean supersedes) {
        Envelope envelope = envelope(message);
        Reply reply = message.outcome().reply();
        return envelope == null || reply == null
                ? Optional.empty()
                : Optional.of(
                        new ChatResult.Replied(
                                envelope,
                                origin,
                                reply,
                                message.outcome().nlu(),
                                timeline(message, at),
                                supersedes));
    }

    private static Optional<ChatResult> analysed(
            StoredMessage message, Coordinates origin, Instant at, boolean supersedes) {
        Envelope envelope = envelope(message);
        String language = message.inbound().language();
        if (envelope == null) {
            return Optional.empty();
        }
        boolean observed = message.place().mode() == Mode.OBSERVE;
        return Optional.of(
                new ChatResult.Analysed(
                        envelope,
                        origin,
                        observed ? message.inbound().text() : null,
                        observed ? message.inbound().textHash().orElse(null) : null,
                        language == null ? "und" : language,
                        message.outcome().nlu(),
                        message.outcome().reply(),
                        timeline(message, at),
                        supersedes));
    }

    private static Optional<ChatResult> parked(
            StoredMessage message, Coordinates origin, Instant at) {
        return Optional.ofNullable(message.outcome().failure())
                .map(
                        failure ->
                                new ChatResult.Parked(
                                        message.key(),
                                        message.place().conversation(),
                                        message.place().mode(),
                                        origin,
                                        null,
                                        failure.group(),
                                        failure.cause(),
                                        failure.detail(),
                                        at));
    }

    /** Only ids that clients gave are asked for again, so the id is taken for one of those. */
    private static @Nullable Envelope envelope(StoredMessage message) {
        StoredMessage.Place place = message.place();
        AssistantId assistant = place.assistant();
        String channel = place.channel();
        return assistant == null || channel == null
                ? null
                : new Envelope(
                        message.key(),
                        true,
                        assistant,
                        place.conversation(),
                        place.session(),
                        place.mode(),
                        channel,
                        null,
                        message.timing().acceptedAt());
    }

    private static Timeline timeline(StoredMessage message, Instant at) {
        StoredMessage.Timing timing = message.timing();
        return new Timeline(
                timing.acceptedAt(), timing.dispatchedAt(), timing.inferenceStartedAt(), at);
    }
}
