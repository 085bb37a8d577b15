package dev.repartee.language.temporal;

import java.time.LocalTime;
import java.util.Locale;

/** A part of the day, from an hour to another. */
enum DayPart {
    DAWN(0, 6),
    MORNING(6, 12),
    NOON(12, 14),
    AFTERNOON(12, 18),
    EVENING(18, 22),
    NIGHT(20, 24);

    private static final int HALF_DAY = 12;
    private static final int FIRST_HOUR_OF_NIGHT = 6;
    private static final int LAST_HOUR_AFTER_NOON = 4;

    private final int from;
    private final int to;

    DayPart(int from, int to) {
        this.from = from;
        this.to = to;
    }

    static DayPart of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    LocalTime from() {
        return LocalTime.of(from, 0);
    }

    /** The hour after the last one; 24 is midnight. */
    int to() {
        return to;
    }

    /** Reads an hour on a clock of twelve: five in the afternoon is 17. */
    LocalTime resolve(LocalTime time) {
        int hour = time.getHour();
        boolean later =
                hour < HALF_DAY
                        && switch (this) {
                            case DAWN, MORNING -> false;
                            case NOON -> hour <= LAST_HOUR_AFTER_NOON;
                            case AFTERNOON, EVENING -> hour > 0;
                            case NIGHT -> hour >= FIRST_HOUR_OF_NIGHT;
                        };
        if (later) {
            return time.plusHours(HALF_DAY);
        }
        boolean midnight = hour == HALF_DAY && (this == NIGHT || this == DAWN);
        return midnight ? time.minusHours(HALF_DAY) : time;
    }
}
