package dev.repartee.inference.replay;

import dev.repartee.assistants.rules.RuleReply;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.inference.analysis.Analyser;
import dev.repartee.inference.reply.DeltaStream;
import dev.repartee.inference.reply.Job;
import dev.repartee.inference.reply.ReplyMaker;
import dev.repartee.language.layered.Remark;
import dev.repartee.language.safety.SafetyFilter;
import dev.repartee.language.safety.SafetyPolicy;
import dev.repartee.messages.StoredMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers a message of the past once more. Nothing is published, remembered, cached, billed or
 * noted, and only tools without effects are called. Thread-safe.
 */
public final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Coordinates NOWHERE = new Coordinates("replay", 0, 0);

    private final ReplyMaker replies;
    private final Analyser analyser;
    private final SafetyFilter safety = new SafetyFilter(SafetyPolicy.standard());
    private final Cast cast;
    private final Clock clock;

    /** Says who answers now for whom a message was meant then. */
    @FunctionalInterface
    public interface Cast {

        /** Empty when there is nobody. */
        Optional<PublishedAssistant> instead(AssistantId asked);
    }

    /**
     * @param replies made without anything that has effects
     */
    public Rehearsal(ReplyMaker replies, Analyser analyser, Cast cast, Clock clock) {
        this.replies = replies;
        this.analyser = analyser;
        this.cast = cast;
        this.clock = clock;
    }

    /**
     * Answers it again.
     *
     * @param earlier what was said before it
     */
    public Replayed replay(StoredMessage message, List<Turn> earlier) throws InterruptedException {
        Reply then = message.outcome().reply();
        Side before =
                then == null
                        ? Side.NOTHING
                        : Side.of(
                                then,
                                message.outcome().nlu(),
                                message.timing().inference().map(Duration::toMillis).orElse(null));
        AssistantId asked = message.place().assistant();
        Optional<PublishedAssistant> actor = asked == null ? Optional.empty() : cast.instead(asked);
        if (actor.isEmpty()) {
            return replayed(message, before, null, "there is no such assistant");
        }
        try {
            return replayed(message, before, now(message, earlier, actor.get()), null);
        } catch (RuntimeException e) {
            return replayed(message, before, null, e.getClass().getSimpleName());
        }
    }

    private Side now(StoredMessage message, List<Turn> earlier, PublishedAssistant actor)
            throws InterruptedException {
        ChatRequest request = request(message, earlier, actor.assistant().id());
        Nlu nlu = understood(request);
        long start = System.nanoTime();
        Optional<RuleReply> rule =
                actor.rules()
                        .answer(
                                request.text(),
                                request.language(),
                                request.envelope().acceptedAt());
        Reply reply = rule.isPresent() ? rule.get().asReply() : made(request, actor);
        return Side.of(reply, nlu, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private Reply made(ChatRequest request, PublishedAssistant actor) throws InterruptedException {
        Instant now = clock.instant();
        Instant deadline = now.plus(PATIENCE);
        Job job =
                new Job(
                        new InferenceWork(request, NOWHERE, now, deadline, false, null),
                        null,
                        Job.REHEARSAL,
                        now,
                        deadline);
        return replies.make(
                        actor,
                        job,
                        new DeltaStream(
                                safety.streaming(), DeltaStream.Outlet.NOBODY, System::nanoTime))
                .reply();
    }

    private @Nullable Nlu understood(ChatRequest request) throws InterruptedException {
        return analyser.analyse(
                        new Remark(
                                request.envelope().key().tenant(),
                                request.envelope().assistant(),
                                request.text(),
                                request.language(),
                                request.envelope().acceptedAt().atZone(ZoneOffset.UTC),
                                clock.instant().plus(PATIENCE)))
                .orElse(null);
    }

    private static ChatRequest request(
            StoredMessage message, List<Turn> earlier, AssistantId assistant) {
        String text = Objects.requireNonNull(message.inbound().text());
        String language = message.inbound().language();
        String channel = message.place().channel();
        return new ChatRequest(
                new Envelope(
                        message.key(),
                        false,
                        assistant,
                        message.place().conversation(),
                        message.place().session(),
                        message.place().mode(),
                        channel == null ? "api" : channel,
                        null,
                        message.timing().acceptedAt()),
                text,
                TextHash.of(text),
                language == null ? "und" : language,
                message.inbound().attachments(),
                earlier,
                null);
    }

    private static Replayed replayed(
            StoredMessage message, Side before, @Nullable Side after, @Nullable String failure) {
        return new Replayed(
                message.key().requestId().value(),
                message.key().user().value(),
                message.timing().acceptedAt(),
                String.valueOf(message.inbound().text()),
                before,
                after,
                failure);
    }
}
