package dev.repartee.kafka.consumer.failure;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.kafka.PermanentFailure;
import dev.repartee.kafka.RetryPolicy;
import dev.repartee.kafka.ledger.Held;
import dev.repartee.kafka.ledger.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;

/** What follows from a failure: another attempt after a pause, or the end of the attempts. */
public final class Failures {

    /** What follows. */
    public sealed interface Consequence {

        /** The record is tried again. */
        record Retry(Duration pause) implements Consequence {}

        /** The record parks. */
        record Park(Verdict verdict) implements Consequence {}
    }

    private final RetryPolicy policy;
    private final RandomGenerator random;

    public Failures(RetryPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /** Judges a handler's failure and counts it. */
    public Consequence of(Held held, Throwable thrown) {
        Throwable failure = unwrap(thrown);
        return switch (failure) {
            case PermanentFailure permanent -> park(permanent.code(), failure);
            case ReparteeException coded when !coded.code().retryable() ->
                    park(coded.code(), failure);
            case ReparteeException coded when coded.code().blame() == ErrorCode.Blame.DEPENDENCY ->
                    retry(held, false);
            case ReparteeException coded -> retryOrPark(held, coded.code(), failure);
            default -> retryOrPark(held, ErrorCode.INTERNAL, failure);
        };
    }

    /** The pause before something that must succeed is tried again. */
    public Consequence.Retry retry(Held held, boolean counts) {
        return new Consequence.Retry(pause(held.fail(counts)));
    }

    /** The pause after so many failures. */
    public Duration pause(int failures) {
        return policy.pause(failures, random);
    }

    private Consequence retryOrPark(Held held, ErrorCode code, Throwable failure) {
        Consequence retry = retry(held, true);
        return held.strikes() < policy.attempts() ? retry : park(code, failure);
    }

    private static Consequence park(ErrorCode code, Throwable failure) {
        return new Consequence.Park(new Verdict(code, describe(failure)));
    }

    /**
     * Our own exceptions promise to carry no message text; of others, which may quote the record,
     * only the kind and the place are told.
     */
    public static String describe(Throwable thrown) {
        Throwable failure = unwrap(thrown);
        if (failure instanceof ReparteeException || failure instanceof PermanentFailure) {
            return String.valueOf(failure.getMessage());
        }
        StackTraceElement[] trace = failure.getStackTrace();
        String kind = failure.getClass().getSimpleName();
        return trace.length == 0 ? kind : kind + " at " + trace[0];
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapper =
                thrown instanceof CompletionException || thrown instanceof ExecutionException;
        return wrapper && cause != null ? unwrap(cause) : thrown;
    }
}
