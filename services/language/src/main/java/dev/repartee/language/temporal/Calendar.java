package dev.repartee.language.temporal;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Counts in days, weeks, months and years from a day. */
final class Calendar {

    static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmXXX", Locale.ROOT);

    private Calendar() {}

    /**
     * The next such day, today included.
     *
     * @throws java.time.DateTimeException when no month has such a day
     */
    static LocalDate next(int month, int day, LocalDate today) {
        for (int year = today.getYear(); ; year++) {
            boolean leapDay = month == 2 && day == 29;
            if (leapDay && !Year.isLeap(year)) {
                continue;
            }
            LocalDate date = LocalDate.of(year, month, day);
            if (!date.isBefore(today)) {
                return date;
            }
        }
    }

    /** The next such day of a month, today included. */
    static LocalDate nextDayOfMonth(int day, LocalDate today) {
        LocalDate month = today.withDayOfMonth(1);
        while (day > month.lengthOfMonth() || month.withDayOfMonth(day).isBefore(today)) {
            month = month.plusMonths(1);
        }
        return month.withDayOfMonth(day);
    }

    /**
     * @param which 1 the next one after today, 0 this one, today included, -1 the last before today
     */
    static LocalDate weekday(int weekday, int which, LocalDate today) {
        DayOfWeek day = DayOfWeek.of(weekday);
        return today.with(
                switch (which) {
                    case -1 -> TemporalAdjusters.previous(day);
                    case 0 -> TemporalAdjusters.nextOrSame(day);
                    default -> TemporalAdjusters.next(day);
                });
    }

    /** The Monday of the week that is so many weeks from this one. */
    static LocalDate monday(int weeks, LocalDate today) {
        return today.with(ChronoField.DAY_OF_WEEK, 1).plusWeeks(weeks);
    }

    static String week(LocalDate monday) {
        return String.format(
                Locale.ROOT,
                "%d-W%02d",
                monday.get(IsoFields.WEEK_BASED_YEAR),
                monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    static String month(LocalDate day) {
        return day.toString().substring(0, day.toString().length() - 3);
    }

    static String minute(ZonedDateTime time) {
        return MINUTES.format(time.truncatedTo(ChronoUnit.MINUTES));
    }
}
