package dev.repartee.audit.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters; null means any.
 *
 * @param topic the topic that they were read from
 * @param cause the error code's word
 * @param requestId the message
 * @param since given up at or after
 * @param until given up before
 * @param settled whether those that were replayed or dropped are wanted too
 */
public record DeadLetterFilter(
        @Nullable String topic,
        @Nullable String cause,
        @Nullable String requestId,
        @Nullable Instant since,
        @Nullable Instant until,
        boolean settled) {

    /** All that wait. */
    public static final DeadLetterFilter WAITING =
            new DeadLetterFilter(null, null, null, null, null, false);

    /** Those of one topic. */
    public DeadLetterFilter ofTopic(String other) {
        return new DeadLetterFilter(other, cause, requestId, since, until, settled);
    }

    /** Those of one cause. */
    public DeadLetterFilter ofCause(String other) {
        return new DeadLetterFilter(topic, other, requestId, since, until, settled);
    }

    /** Those of one message. */
    public DeadLetterFilter ofRequest(String other) {
        return new DeadLetterFilter(topic, cause, other, since, until, settled);
    }

    /** Those given up before a time. */
    public DeadLetterFilter olderThan(Instant other) {
        return new DeadLetterFilter(topic, cause, requestId, since, other, settled);
    }

    /** Those given up at or after a time. */
    public DeadLetterFilter youngerThan(Instant other) {
        return new DeadLetterFilter(topic, cause, requestId, other, until, settled);
    }

    /** With those that were replayed or dropped. */
    public DeadLetterFilter withSettled() {
        return new DeadLetterFilter(topic, cause, requestId, since, until, true);
    }

    boolean wants(DeadLetter letter) {
        return (topic == null || topic.equals(letter.source().topic()))
                && (cause == null || cause.equalsIgnoreCase(letter.cause()))
                && (requestId == null || requestId.equals(letter.requestId()))
                && (since == null || !letter.at().isBefore(since))
                && (until == null || letter.at().isBefore(until))
                && (settled || letter.settled() == null);
    }
}
