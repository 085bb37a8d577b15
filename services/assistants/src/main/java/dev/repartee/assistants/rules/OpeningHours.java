package dev.repartee.assistants.rules;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When a business is open: a table of weekdays in its own time zone, and single days on which it
 * stays closed.
 *
 * @param zone the business's time zone, so that daylight saving is right
 * @param week when it is open on each weekday; a missing day is closed
 * @param closed days on which it is closed whatever the table says
 */
public record OpeningHours(
        ZoneId zone, Map<DayOfWeek, List<Interval>> week, Set<LocalDate> closed) {

    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final int DAYS_LOOKED_AHEAD = 60;

    public OpeningHours {
        Map<DayOfWeek, List<Interval>> copy = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, intervals) -> copy.put(day, List.copyOf(intervals)));
        week = Collections.unmodifiableMap(copy);
        closed = Set.copyOf(closed);
    }

    /**
     * A part of a day, in minutes from its midnight.
     *
     * @param from inclusive
     * @param to exclusive; 1440 is the end of the day
     */
    public record Interval(int from, int to) {
        public Interval {
            if (from < 0 || to > MINUTES_PER_DAY || from >= to) {
                throw new IllegalArgumentException(
                        "an interval must lie within one day and end after it begins");
            }
        }

        /** Written {@code 09:00-18:30}. */
        @Override
        public String toString() {
            return clock(from) + "-" + clock(to);
        }
    }

    /** Whether the business is open at this moment. */
    public boolean openAt(Instant moment) {
        return current(moment.atZone(zone)).isPresent();
    }

    /** When the business closes next, if it is open now. */
    public Optional<ZonedDateTime> closesAfter(Instant moment) {
        ZonedDateTime here = moment.atZone(zone);
        return current(here).map(interval -> at(here.toLocalDate(), interval.to()));
    }

    /** When the business opens next: empty when it does not within 60 days. */
    public Optional<ZonedDateTime> opensAfter(Instant moment) {
        ZonedDateTime here = moment.atZone(zone);
        for (int day = 0; day <= DAYS_LOOKED_AHEAD; day++) {
            LocalDate date = here.toLocalDate().plusDays(day);
            Optional<ZonedDateTime> opening =
                    on(date).stream()
                            .map(interval -> at(date, interval.from()))
                            .filter(start -> start.isAfter(here))
                            .findFirst();
            if (opening.isPresent()) {
                return opening;
            }
        }
        return Optional.empty();
    }

    /** When the business is open on a date, in order; empty when it is closed all day. */
    public List<Interval> on(LocalDate date) {
        return closed.contains(date)
                ? List.of()
                : week.getOrDefault(date.getDayOfWeek(), List.of());
    }

    private Optional<Interval> current(ZonedDateTime here) {
        int minute = here.getHour() * 60 + here.getMinute();
        return on(here.toLocalDate()).stream()
                .filter(interval -> interval.from() <= minute && minute < interval.to())
                .findFirst();
    }

    private ZonedDateTime at(LocalDate date, int minute) {
        return minute == MINUTES_PER_DAY
                ? date.plusDays(1).atStartOfDay(zone)
                : date.atTime(minute / 60, minute % 60).atZone(zone);
    }

    static String clock(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }
}
