package dev.repartee.inference;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.Topic;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.EventType;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.crypto.UserCipher;
import dev.repartee.crypto.UserVault;
import dev.repartee.inference.memory.EarlierResult;
import dev.repartee.inference.memory.ResultMemory;
import dev.repartee.inference.reply.InferenceMetrics;
import dev.repartee.inference.reply.Job;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.EventSender;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.RecordHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One message at its turn: its result is made and published, and the message is finished when the
 * log has acknowledged that.
 *
 * <p>A message that was accepted before its user was erased ends as {@code expired}, the terminal
 * state that carries no text, and says that this is why; no model is asked.
 */
final class WorkHandler implements RecordHandler {

    /**
     * Added to the attempt of a redelivered message's deltas, so that they stand above those of the
     * worker that died. More retries of one record there are not.
     */
    private static final int REDELIVERED = 1_000;

    private final ResultMaker maker;
    private final UserVault vault;
    private final ResultMemory results;
    private final Aftermath aftermath;
    private final EventSender sender;
    private final InferenceSettings settings;

    WorkHandler(
            ResultMaker maker,
            UserVault vault,
            ResultMemory results,
            Aftermath aftermath,
            EventSender sender,
            InferenceSettings settings) {
        this.maker = maker;
        this.vault = vault;
        this.results = results;
        this.aftermath = aftermath;
        this.sender = sender;
        this.settings = settings;
    }

    /**
     * What the handler is told of its surroundings.
     *
     * @param reserve see {@link InferenceConfig}
     */
    record InferenceSettings(Duration reserve, InferenceMetrics metrics, Clock clock) {}

    /** Whether texts of a user may be remembered. */
    private sealed interface Access {
        record Open(UserCipher cipher) implements Access {}

        record Erased() implements Access {}

        /** The keys' database is gone: nothing is remembered. */
        record Unknown() implements Access {}
    }

    @Override
    public Disposition handle(LogRecord record) throws Exception {
        InferenceWork work = record.event(InferenceWork.class);
        Instant now = settings.clock().instant();
        settings.metrics().begun(Duration.between(work.dispatchedAt(), now));
        if (!now.isBefore(work.deadline())) {
            publish(record, maker.expired(work, false), now);
            return Disposition.done();
        }
        switch (access(work.request().envelope())) {
            case Access.Erased() -> publish(record, maker.expired(work, true), now);
            case Access.Open(UserCipher cipher) -> finish(record, work, cipher, now);
            case Access.Unknown() ->
                    publish(record, maker.make(job(record, work, null, now)).result(), now);
        }
        return Disposition.done();
    }

    private void finish(LogRecord record, InferenceWork work, UserCipher cipher, Instant now)
            throws Exception {
        Job job = job(record, work, cipher, now);
        if (work.repeated() || record.redelivered() || record.attempt() > 1) {
            switch (results.recall(job.envelope().key(), cipher)) {
                case EarlierResult.None() -> {}
                case EarlierResult.Made(ChatResult result) -> {
                    settings.metrics().spared();
                    publish(record, result, now);
                    aftermath.remember(job, result);
                    return;
                }
                case EarlierResult.Published() -> {
                    settings.metrics().spared();
                    return;
                }
            }
        }
        Made made = maker.make(job);
        if (made.paid()) {
            results.note(made.result(), cipher);
        }
        publish(record, made.result(), now);
        aftermath.remember(job, made.result());
        aftermath.cache(job, made);
    }

    private Job job(
            LogRecord record, InferenceWork work, @Nullable UserCipher cipher, Instant now) {
        int attempt = record.attempt() + (record.redelivered() ? REDELIVERED : 0);
        return new Job(work, cipher, attempt, now, work.deadline().minus(settings.reserve()));
    }

    private Access access(Envelope envelope) {
        try {
            Optional<UserCipher> cipher =
                    vault.cipherFor(envelope.userKey(), envelope.acceptedAt());
            return cipher.<Access>map(Access.Open::new).orElseGet(Access.Erased::new);
        } catch (ReparteeException e) {
            if (e.code() == ErrorCode.STORE_UNAVAILABLE) {
                return new Access.Unknown();
            }
            throw e;
        }
    }

    private void publish(LogRecord record, ChatResult result, Instant begun)
            throws InterruptedException, ExecutionException {
        sender.send(
                        Topic.RESULTS.topicName(),
                        result,
                        result.headers().withTraceparent(record.headers().traceparent()))
                .get();
        settings.metrics()
                .finished(
                        EventType.of(result.headers().type()),
                        Duration.between(begun, settings.clock().instant()));
    }
}
