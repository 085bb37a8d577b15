package dev.repartee.language.temporal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.ZonedDateTime;

/**
 * A length of time, in the parts in which it was told.
 *
 * @param period its years, months, weeks (as days) and days
 * @param weeks how many of the days were told as weeks
 * @param time its hours, minutes and seconds
 */
record Length(Period period, int weeks, Duration time) {

    private static final int MOST = 100_000;

    /**
     * @throws DateTimeException when the amount makes no sense
     */
    static Length of(BigDecimal amount, String unit) {
        if (amount.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            throw new DateTimeException("too long");
        }
        return switch (unit) {
            case "second" -> ofTime(amount, 1);
            case "minute" -> ofTime(amount, 60);
            case "hour" -> ofTime(amount, 3600);
            case "day" -> whole(amount) ? ofDays(amount, 1) : ofTime(amount, 86_400);
            case "week" ->
                    whole(amount)
                            ? new Length(
                                    Period.ofDays(amount.intValueExact() * 7),
                                    amount.intValueExact(),
                                    Duration.ZERO)
                            : ofTime(amount, 7 * 86_400);
            case "month" ->
                    whole(amount)
                            ? new Length(Period.ofMonths(amount.intValueExact()), 0, Duration.ZERO)
                            : ofDays(amount, 30);
            default ->
                    new Length(
                            Period.ofMonths(
                                            amount.multiply(BigDecimal.valueOf(12))
                                                    .setScale(0, RoundingMode.HALF_UP)
                                                    .intValueExact())
                                    .normalized(),
                            0,
                            Duration.ZERO);
        };
    }

    Length plus(Length other) {
        return new Length(period.plus(other.period), weeks + other.weeks, time.plus(other.time));
    }

    ZonedDateTime from(ZonedDateTime moment, int sign) {
        return moment.plus(sign > 0 ? period : period.negated())
                .plus(sign > 0 ? time : time.negated());
    }

    boolean isInDays() {
        return time.isZero();
    }

    /** Writes it as ISO 8601: {@code P2W}, {@code P1DT2H}. */
    String iso() {
        boolean onlyWeeks = weeks > 0 && time.isZero() && period.equals(Period.ofDays(weeks * 7));
        if (onlyWeeks) {
            return "P" + weeks + "W";
        }
        if (period.isZero()) {
            return time.toString();
        }
        return time.isZero() ? period.toString() : period + time.toString().substring(1);
    }

    private static boolean whole(BigDecimal amount) {
        return amount.stripTrailingZeros().scale() <= 0;
    }

    private static Length ofTime(BigDecimal amount, int seconds) {
        return new Length(
                Period.ZERO,
                0,
                Duration.ofSeconds(amount.multiply(BigDecimal.valueOf(seconds)).longValue()));
    }

    private static Length ofDays(BigDecimal amount, int days) {
        return new Length(
                Period.ofDays(amount.multiply(BigDecimal.valueOf(days)).intValue()),
                0,
                Duration.ZERO);
    }
}
