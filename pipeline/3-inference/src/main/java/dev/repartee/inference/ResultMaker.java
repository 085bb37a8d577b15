package dev.repartee.inference;

import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.inference.analysis.Analyser;
import dev.repartee.inference.reply.DeltaStream;
import dev.repartee.inference.reply.InferenceMetrics;
import dev.repartee.inference.reply.Job;
import dev.repartee.inference.reply.MadeReply;
import dev.repartee.inference.reply.ReplyMaker;
import dev.repartee.language.layered.Remark;
import dev.repartee.language.safety.SafetyFilter;
import dev.repartee.redis.Push;
import dev.repartee.redis.PushBus;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Makes a message's result, as its mode wants it. Thread-safe. */
final class ResultMaker {

    private final ReplyMaker replies;
    private final Analyser analyser;
    private final SafetyFilter safety;
    private final PushBus pushes;
    private final InferenceMetrics metrics;
    private final Clock clock;

    ResultMaker(
            ReplyMaker replies,
            Analyser analyser,
            SafetyFilter safety,
            PushBus pushes,
            InferenceMetrics metrics,
            Clock clock) {
        this.replies = replies;
        this.analyser = analyser;
        this.safety = safety;
        this.pushes = pushes;
        this.metrics = metrics;
        this.clock = clock;
    }

    Made make(Job job) throws InterruptedException {
        return switch (job.envelope().mode()) {
            case REPLY -> reply(job);
            case ASSIST -> suggest(job);
            case OBSERVE -> new Made(analysed(job, analyse(job), null), null);
        };
    }

    private Made reply(Job job) throws InterruptedException {
        PreparedReply prepared = job.work().prepared();
        if (prepared != null) {
            return new Made(replied(job, prepared.reply(), prepared.nlu()), null);
        }
        FutureTask<Optional<Nlu>> analysis = beginAnalysis(job);
        MadeReply made = replies.make(job, stream(job));
        return new Made(replied(job, made.reply(), join(analysis)), made);
    }

    private Made suggest(Job job) throws InterruptedException {
        FutureTask<Optional<Nlu>> analysis = beginAnalysis(job);
        MadeReply made = replies.make(job, unheard());
        boolean useful = made.reply().source() != ReplySource.FALLBACK;
        return new Made(
                analysed(job, join(analysis), useful ? made.reply() : null), useful ? made : null);
    }

    /**
     * The end of a message that nobody answers any more.
     *
     * @param erased whether its user was erased; else its deadline has passed
     */
    ChatResult expired(InferenceWork work, boolean erased) {
        var envelope = work.request().envelope();
        return new ChatResult.Expired(
                envelope.key(),
                envelope.conversation(),
                envelope.mode(),
                work.origin(),
                envelope.replyTo(),
                clock.instant(),
                erased);
    }

    private ChatResult replied(Job job, Reply reply, @Nullable Nlu nlu) {
        return new ChatResult.Replied(
                job.envelope(),
                job.work().origin(),
                reply,
                nlu,
                job.timeline(clock.instant()),
                job.work().supersedes());
    }

    private ChatResult analysed(Job job, @Nullable Nlu nlu, @Nullable Reply suggestion) {
        ChatRequest request = job.request();
        boolean onlyPhase =
                switch (job.envelope().mode()) {
                    case OBSERVE -> true;
                    case REPLY, ASSIST -> false;
                };
        return new ChatResult.Analysed(
                job.envelope(),
                job.work().origin(),
                onlyPhase ? request.text() : null,
                onlyPhase ? request.textHash() : null,
                request.language(),
                nlu,
                suggestion,
                job.timeline(clock.instant()),
                job.work().supersedes());
    }

    private @Nullable Nlu analyse(Job job) throws InterruptedException {
        ZoneId zone =
                replies.assistant(job)
                        .map(PublishedAssistant::assistant)
                        .map(assistant -> assistant.rules().hours())
                        .map(hours -> hours.zone())
                        .orElse(ZoneOffset.UTC);
        Optional<Nlu> nlu =
                analyser.analyse(
                        new Remark(
                                job.envelope().key().tenant(),
                                job.envelope().assistant(),
                                job.request().text(),
                                job.request().language(),
                                job.envelope().acceptedAt().atZone(zone),
                                job.modelDeadline()));
        if (nlu.isEmpty()) {
            metrics.unanalysed();
        }
        return nlu.orElse(null);
    }

    /** Beside the model call, so that an external analyser costs no time. */
    private FutureTask<Optional<Nlu>> beginAnalysis(Job job) {
        FutureTask<Optional<Nlu>> analysis =
                new FutureTask<>(() -> Optional.ofNullable(analyse(job)));
        Thread.ofVirtual().name("analysis").start(analysis);
        return analysis;
    }

    private static @Nullable Nlu join(FutureTask<Optional<Nlu>> analysis)
            throws InterruptedException {
        try {
            return analysis.get().orElse(null);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an analyser must not throw", e.getCause());
        }
    }

    private DeltaStream stream(Job job) {
        ReplyTo listener = job.listener();
        if (listener == null) {
            return unheard();
        }
        var key = job.envelope().key();
        return new DeltaStream(
                safety.streaming(),
                (sequence, offset, text) ->
                        pushes.push(
                                listener.gateway(),
                                new Push.Delta(
                                        key.userKey(),
                                        key.requestId(),
                                        job.attempt(),
                                        sequence,
                                        offset,
                                        text)),
                System::nanoTime);
    }

    private DeltaStream unheard() {
        return new DeltaStream(safety.streaming(), DeltaStream.Outlet.NOBODY, System::nanoTime);
    }
}
