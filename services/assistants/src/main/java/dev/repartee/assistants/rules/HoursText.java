package dev.repartee.assistants.rules;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts opening hours into words: the variables that a reply may use. */
final class HoursText {

    static final String OPENS = "opens";
    static final String CLOSES = "closes";
    static final String TODAY = "hours_today";
    static final String WEEK = "hours_week";

    /** Every variable that opening hours give. */
    static final Set<String> VARIABLES = Set.of(OPENS, CLOSES, TODAY, WEEK);

    private HoursText() {}

    /** The variables that have a value at this moment, in words of the language. */
    static Map<String, String> variables(OpeningHours hours, Instant now, String language) {
        Locale locale = Locale.forLanguageTag(language);
        LocalDate today = now.atZone(hours.zone()).toLocalDate();
        Map<String, String> variables = new HashMap<>();
        hours.opensAfter(now).ifPresent(at -> variables.put(OPENS, moment(at, today, locale)));
        hours.closesAfter(now)
                .ifPresent(at -> variables.put(CLOSES, OpeningHours.clock(minute(at))));
        if (!hours.on(today).isEmpty()) {
            variables.put(TODAY, intervals(hours.on(today)));
        }
        variables.put(WEEK, week(hours, locale));
        return variables;
    }

    private static String moment(ZonedDateTime at, LocalDate today, Locale locale) {
        String time = OpeningHours.clock(minute(at));
        LocalDate day = at.toLocalDate();
        if (day.equals(today)) {
            return time;
        }
        String name = at.getDayOfWeek().getDisplayName(TextStyle.FULL, locale);
        return day.isBefore(today.plusDays(7)) ? name + " " + time : name + " " + day + " " + time;
    }

    /** Neighbouring days with the same hours are joined: {@code Mon–Fri 10:00–18:30}. */
    private static String week(OpeningHours hours, Locale locale) {
        List<String> parts = new ArrayList<>();
        DayOfWeek[] days = DayOfWeek.values();
        int first = 0;
        while (first < days.length) {
            List<OpeningHours.Interval> open = hours.week().getOrDefault(days[first], List.of());
            int last = first;
            while (last + 1 < days.length
                    && open.equals(hours.week().getOrDefault(days[last + 1], List.of()))) {
                last++;
            }
            if (!open.isEmpty()) {
                parts.add(span(days[first], days[last], locale) + " " + intervals(open));
            }
            first = last + 1;
        }
        return String.join(", ", parts);
    }

    private static String span(DayOfWeek first, DayOfWeek last, Locale locale) {
        String from = first.getDisplayName(TextStyle.SHORT, locale);
        return first == last ? from : from + "–" + last.getDisplayName(TextStyle.SHORT, locale);
    }

    private static String intervals(List<OpeningHours.Interval> intervals) {
        return intervals.stream()
                .map(
                        interval ->
                                OpeningHours.clock(interval.from())
                                        + "–"
                                        + OpeningHours.clock(interval.to()))
                .collect(Collectors.joining(", "));
    }

    private static int minute(ZonedDateTime at) {
        return at.getHour() * 60 + at.getMinute();
    }
}
