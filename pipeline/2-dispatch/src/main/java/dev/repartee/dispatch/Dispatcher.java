package dev.repartee.dispatch;

import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ConversationNote;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.Timeline;
import dev.repartee.contract.event.TrafficEvent;
import dev.repartee.dispatch.DispatchMetrics.Outcome;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.RecordHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * What happens to one accepted message: a duplicate is answered as such, a message with a ready
 * reply is answered at once when that overtakes nothing, everything else becomes work.
 */
final class Dispatcher implements RecordHandler {

    private static final String OPENAI = "openai";

    private final AssistantLookup assistants;
    private final Memory memory;
    private final ReadyReplies replies;
    private final Course course;
    private final Outbox outbox;
    private final DispatchMetrics metrics;
    private final Clock clock;

    /**
     * How messages go on from here.
     *
     * @param fastPath whether a reply may go at once
     * @param router where work goes
     * @param progress how much of it is unfinished
     * @param deadline how long a message may take
     * @param fallbackAbove unfinished work above which canned replies are given
     */
    record Course(
            FastPath fastPath,
            Router router,
            WorkProgress progress,
            Duration deadline,
            long fallbackAbove) {}

    /** One message on its way through here. */
    private record Passage(LogRecord record, ChatRequest request, Instant began, Instant deadline) {

        Envelope envelope() {
            return request.envelope();
        }

        EventHeaders headers() {
            return record.headers();
        }

        int partition() {
            return record.coordinates().partition();
        }

        /** Whether this is a dead letter that came back. */
        boolean supersedes() {
            return record.headers().replay() != null;
        }

        /** Whether an earlier try may have come as far as the log. */
        boolean repeated() {
            return record.redelivered() || record.attempt() > 1;
        }
    }

    Dispatcher(
            AssistantLookup assistants,
            Memory memory,
            ReadyReplies replies,
            Course course,
            Outbox outbox,
            DispatchMetrics metrics,
            Clock clock) {
        this.assistants = assistants;
        this.memory = memory;
        this.replies = replies;
        this.course = course;
        this.outbox = outbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whether a message has its place in a conversation. */
    static boolean ordered(Mode mode, String channel) {
        return mode != Mode.OBSERVE && !channel.equals(OPENAI);
    }

    @Override
    public Disposition handle(LogRecord record) throws Exception {
        ChatRequest request = record.event(ChatRequest.class);
        Instant began = clock.instant();
        Passage passage =
                new Passage(record, request, began, record.appendedAt().plus(course.deadline()));
        if (began.isAfter(passage.deadline())) {
            return expired(passage);
        }
        PublishedAssistant assistant = assistants.find(passage.envelope(), passage.deadline());
        Memory.Recollection known = memory.recall(request, assistant, record.origin());
        return switch (known.sighting()) {
            case Sighting.Duplicate duplicate -> resend(passage, duplicate);
            case Sighting.First first -> dispatch(passage, assistant, known);
        };
    }

    private Disposition dispatch(
            Passage passage, PublishedAssistant assistant, Memory.Recollection known)
            throws Exception {
        String busiest = course.router().topic(assistant.assistant().pool());
        boolean overloaded = course.progress().unfinished(busiest) > course.fallbackAbove();
        Optional<PreparedReply> ready =
                replies.find(passage.request(), assistant, known, overloaded);
        outbox.traffic(
                passage.request(),
                TrafficEvent.Kind.DISPATCHED,
                passage.began(),
                passage.headers());
        if (ready.isPresent() && mayReply(passage)) {
            return reply(passage, ready.get());
        }
        InferenceWork work =
                new InferenceWork(
                        passage.request(),
                        passage.record().origin(),
                        clock.instant(),
                        passage.deadline(),
                        passage.supersedes(),
                        passage.repeated(),
                        ready.orElse(null),
                        known.profile());
        return send(passage, assistant, work);
    }

    private boolean mayReply(Passage passage) {
        Envelope envelope = passage.envelope();
        return !ordered(envelope.mode(), envelope.channel())
                || course.fastPath().clear(envelope.conversationKey(), passage.partition());
    }

    /** The lane goes on when the reply is in the log, so that the next one comes after it. */
    private Disposition reply(Passage passage, PreparedReply ready) throws Exception {
        Instant now = clock.instant();
        ChatResult result =
                new ChatResult.Replied(
                        passage.envelope(),
                        passage.record().origin(),
                        ready.reply(),
                        ready.nlu(),
                        new Timeline(passage.envelope().acceptedAt(), passage.began(), null, now),
                        passage.supersedes());
        CompletableFuture<?> noted = note(passage, ready, true, now);
        durable(outbox.result(result, passage.headers()));
        if (ordered(passage.envelope().mode(), passage.envelope().channel())) {
            memory.remember(passage.request(), ready.reply());
        }
        finished(passage, Outcome.FAST);
        return Disposition.later(noted);
    }

    private Disposition send(Passage passage, PublishedAssistant assistant, InferenceWork work)
            throws Exception {
        Envelope envelope = passage.envelope();
        PreparedReply ready = work.prepared();
        CompletableFuture<?> noted =
                ready == null
                        ? CompletableFuture.completedFuture(null)
                        : note(passage, ready, false, work.dispatchedAt());
        Outcome outcome = ready == null ? Outcome.WORK : Outcome.PREPARED;
        if (!ordered(envelope.mode(), envelope.channel())) {
            String topic = course.router().topic(assistant.assistant().pool());
            CompletableFuture<?> sent = outbox.work(topic, work, passage.headers());
            return Disposition.later(
                    CompletableFuture.allOf(sent, noted).thenRun(() -> finished(passage, outcome)));
        }
        String topic =
                course.router()
                        .topic(
                                assistant.assistant().pool(),
                                envelope,
                                passage.partition(),
                                passage.deadline());
        Coordinates sent = durable(outbox.work(topic, work, passage.headers()));
        course.fastPath().sent(envelope.conversationKey(), passage.partition(), sent);
        finished(passage, outcome);
        return Disposition.later(noted);
    }

    private CompletableFuture<Coordinates> note(
            Passage passage, PreparedReply ready, boolean fastPath, Instant at) {
        Envelope envelope = passage.envelope();
        return outbox.note(
                new ConversationNote(
                        envelope.key(),
                        envelope.conversation(),
                        envelope.acceptedAt(),
                        ready.reply().source(),
                        ready.reply().rule(),
                        fastPath,
                        at),
                passage.headers());
    }

    private Disposition resend(Passage passage, Sighting.Duplicate duplicate) throws Exception {
        outbox.traffic(
                passage.request(), TrafficEvent.Kind.DUPLICATE, passage.began(), passage.headers());
        durable(
                outbox.result(
                        new ChatResult.Resend(
                                passage.envelope(), duplicate.first(), duplicate.sameText()),
                        passage.headers()));
        finished(passage, Outcome.DUPLICATE);
        return Disposition.done();
    }

    private Disposition expired(Passage passage) throws Exception {
        Envelope envelope = passage.envelope();
        durable(
                outbox.result(
                        new ChatResult.Expired(
                                envelope.key(),
                                envelope.conversation(),
                                envelope.mode(),
                                passage.record().origin(),
                                envelope.replyTo(),
                                passage.began()),
                        passage.headers()));
        finished(passage, Outcome.EXPIRED);
        return Disposition.done();
    }

    private void finished(Passage passage, Outcome outcome) {
        metrics.finished(outcome, Duration.between(passage.record().appendedAt(), clock.instant()));
    }

    private static Coordinates durable(CompletableFuture<Coordinates> sent) throws Exception {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
