package dev.repartee.control;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A time from one moment to another, as queries name it.
 *
 * @param to the first moment that is too late
 */
public record TimeSpan(Instant from, Instant to) {

    /**
     * Reads two times, each such as {@code 2026-01-31} or {@code 2026-01-31T10:00:00Z}.
     *
     * @param from absent: so long before the end
     * @param to absent: now
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD}
     */
    public static TimeSpan parse(
            @Nullable String from, @Nullable String to, Duration absent, Instant now) {
        Instant end = to == null ? now : moment("to", to);
        Instant begin = from == null ? end.minus(absent) : moment("from", from);
        if (!begin.isBefore(end)) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "from must be before to");
        }
        return new TimeSpan(begin, end);
    }

    private static Instant moment(String name, String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    name + " must be a day such as 2026-01-31, or a time in UTC",
                    e);
        }
    }
}
