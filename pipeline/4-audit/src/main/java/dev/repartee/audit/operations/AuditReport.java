package dev.repartee.audit.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the messages of a stretch of the log. {@code accepted} is the sum of {@code
 * replied}, {@code analysed}, {@code parked}, {@code expired}, {@code open} and {@code missing}.
 *
 * @param since from when on requests were read, or null for everything that the log keeps
 * @param at when the audit was made; younger requests are not in it
 * @param accepted messages, each counted once however often its id came
 * @param replied answered
 * @param analysed analysed, nothing was sent
 * @param parked wait in the dead letters
 * @param expired not answered before their deadline
 * @param open under way
 * @param missing lost: this must be 0
 * @param duplicates requests whose id had come before
 * @param unreadable requests whose headers do not say which message they are
 * @param examples missing messages, not more than {@link LogAudit#EXAMPLES}
 */
public record AuditReport(
        @Nullable Instant since,
        Instant at,
        long accepted,
        long replied,
        long analysed,
        long parked,
        long expired,
        long open,
        long missing,
        long duplicates,
        long unreadable,
        List<MissingRequest> examples) {

    public AuditReport {
        examples = List.copyOf(examples);
    }

    /** Whether nothing is missing. */
    public boolean clean() {
        return missing == 0;
    }
}
