package dev.repartee.gateway.intake;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.gateway.form.FieldFault;
import dev.repartee.gateway.limit.MessageQuota;
import dev.repartee.gateway.limit.RateState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a call is not answered with what it asked for.
 *
 * @param code the kind of failure
 * @param detail for the caller's eyes
 * @param faults which fields are wrong; empty when it is not about fields
 * @param requestId the message, when it is known; of a message that may yet be answered
 * @param retryAfter when to try again, or null when that helps nothing
 * @param rate the bucket that refused, or null
 */
public record Refusal(
        ErrorCode code,
        String detail,
        List<FieldFault> faults,
        @Nullable RequestId requestId,
        @Nullable Duration retryAfter,
        @Nullable RateState rate) {

    /** How long to stay away from something that is not there or is full. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    public Refusal {
        faults = List.copyOf(faults);
    }

    /** A refusal that is about no field. */
    public static Refusal of(ErrorCode code, String detail) {
        return new Refusal(code, detail, List.of(), null, code.retryable() ? PAUSE : null, null);
    }

    /** A failure that was thrown. */
    public static Refusal of(ReparteeException failure) {
        return of(failure.code(), String.valueOf(failure.getMessage()));
    }

    /** Fields that are wrong; there must be at least one. The first one names the kind. */
    public static Refusal of(List<FieldFault> faults) {
        FieldFault first = faults.getFirst();
        String detail =
                faults.size() == 1
                        ? first.detail()
                        : first.detail() + " (and " + (faults.size() - 1) + " more)";
        return new Refusal(first.code(), detail, faults, null, null, null);
    }

    /** A bucket that is empty. */
    public static Refusal of(RateState rate) {
        return new Refusal(
                ErrorCode.RATE_LIMITED,
                "too many messages of this "
                        + rate.scope()
                        + ": at most "
                        + rate.rate().perSecond()
                        + " a second, "
                        + rate.rate().burst()
                        + " at once",
                List.of(),
                null,
                rate.retryAfter(),
                rate);
    }

    /** A quota that is used up. */
    public static Refusal of(MessageQuota.Exhausted exhausted) {
        return new Refusal(
                ErrorCode.QUOTA_EXCEEDED,
                "this tenant's quota "
                        + exhausted.quota().word()
                        + " of "
                        + exhausted.most()
                        + " is used up",
                List.of(),
                null,
                exhausted.retryAfter(),
                null);
    }

    /** The same, about a message. */
    public Refusal about(RequestId id) {
        return new Refusal(code, detail, faults, id, retryAfter, rate);
    }

    /** Whole seconds for a {@code Retry-After} header, at least 1. */
    public long retryAfterSeconds() {
        return retryAfter == null ? 1 : Math.max(1, Math.ceilDiv(retryAfter.toMillis(), 1000L));
    }
}
