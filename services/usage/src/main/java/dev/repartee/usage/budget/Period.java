package dev.repartee.usage.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** For how long a budget lasts; days and months begin at midnight UTC. */
public enum Period {
    DAY,
    MONTH;

    /** The word in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The period of that word. */
    public static Optional<Period> of(String word) {
        return Arrays.stream(values()).filter(period -> period.word().equals(word)).findFirst();
    }

    /** When the one that a time lies in began. */
    public Instant begin(Instant now) {
        ZonedDateTime day = now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
        return switch (this) {
            case DAY -> day.toInstant();
            case MONTH -> day.withDayOfMonth(1).toInstant();
        };
    }

    /** How long its counters are kept: longer than it lasts. */
    Duration keep() {
        return switch (this) {
            case DAY -> Duration.ofDays(2);
            case MONTH -> Duration.ofDays(33);
        };
    }
}
