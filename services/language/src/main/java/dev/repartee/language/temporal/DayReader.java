package dev.repartee.language.temporal;

import dev.repartee.language.temporal.Line.Count;
import dev.repartee.language.temporal.TemporalLexicon.Phrase;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Reads days, and weeks, months and years, relative to a moment. */
final class DayReader {

    private static final int LAST_DAY = 31;
    private static final Sense[] BEFORE_LENGTH = {Sense.IN, Sense.AGO_};

    private final Line line;
    private final Literals literals;
    private final LengthReader lengths;
    private final ZonedDateTime now;
    private final LocalDate today;
    private final boolean past;

    DayReader(Line line, Literals literals, LengthReader lengths, ZonedDateTime now) {
        this.line = line;
        this.literals = literals;
        this.lengths = lengths;
        this.now = now;
        this.today = now.toLocalDate();
        this.past = line.has(Sense.TENSE);
    }

    @Nullable Read<Moment> read(int start) {
        Read<Moment> literal = literals.at(start);
        if (literal != null) {
            return literal.value().tellsTime() && literal.value().exact() == null ? null : literal;
        }
        Read<Moment> read = counted(start);
        read = read != null ? read : monthDay(start);
        read = read != null ? read : named(start);
        read = read != null ? read : weekday(start);
        read = read != null ? read : around(start);
        return read != null ? read : numbered(start);
    }

    /** A month and a day for a bare number that comes before: 3 to 5 May. */
    @Nullable LocalDate withDay(LocalDate of, int day) {
        return day <= of.lengthOfMonth() ? of.withDayOfMonth(day) : null;
    }

    private @Nullable Read<Moment> named(int start) {
        Phrase day = line.phrase(Sense.DAY, start);
        if (day != null) {
            return new Read<>(Moment.of(today.plusDays(day.number())), start, day.end());
        }
        Phrase either = line.phrase(Sense.DAYORBACK, start);
        if (either != null) {
            int days = past ? -either.number() : either.number();
            return new Read<>(Moment.of(today.plusDays(days)), start, either.end());
        }
        Phrase part = line.phrase(Sense.DAYPART, start);
        if (part != null) {
            boolean back = line.phrase(Sense.DAYBACK, start) != null;
            Moment moment =
                    Moment.of(back ? today.minusDays(1) : today)
                            .and(Moment.of(DayPart.of(part.value())));
            return new Read<>(moment, start, part.end());
        }
        return null;
    }

    /** Friday, next Friday, el viernes que viene, Friday next week, Friday 6 March. */
    private @Nullable Read<Moment> weekday(int start) {
        Phrase next = line.phrase(Sense.NEXT, start);
        int at = next == null ? start : line.skipLinks(next.end());
        if (next != null && !line.follows(at)) {
            return null;
        }
        Phrase weekday = line.phrase(Sense.WEEKDAY, at);
        if (weekday == null) {
            return null;
        }
        int end = weekday.end();
        Phrase after = next == null && line.follows(end) ? line.phrase(Sense.NEXT, end) : null;
        boolean aside = after != null && !isOfUnit(after);
        int which = next != null ? next.number() : aside ? after.number() : 1;
        end = aside ? after.end() : end;
        Moment day = Moment.of(Calendar.weekday(weekday.number(), which, today));
        int more = line.skipLinks(end);
        if (line.follows(more)) {
            Read<Moment> date = literals.at(more) != null ? read(more) : monthDay(more);
            if (date != null && date.value().day() != null) {
                return new Read<>(date.value(), start, date.end());
            }
            Read<Integer> week = week(more);
            if (week != null) {
                LocalDate monday = Calendar.monday(week.value(), today);
                return new Read<>(
                        Moment.of(monday.plusDays(weekday.number() - 1)), start, week.end());
            }
        }
        return new Read<>(day, start, end);
    }

    private boolean isOfUnit(Phrase next) {
        int at = line.skipLinks(next.end());
        return line.follows(at)
                && (line.phrase(Sense.UNIT, at) != null || line.phrase(Sense.WEEKEND, at) != null);
    }

    /** Reads next week as 1, in either order of its words. */
    private @Nullable Read<Integer> week(int start) {
        return nextUnit(start, "week");
    }

    private @Nullable Read<Integer> nextUnit(int start, String unit) {
        Phrase next = line.phrase(Sense.NEXT, start);
        if (next != null && line.follows(next.end())) {
            Phrase of = line.phrase(Sense.UNIT, next.end());
            return of != null && of.value().equals(unit)
                    ? new Read<>(next.number(), start, of.end())
                    : null;
        }
        Phrase of = line.phrase(Sense.UNIT, start);
        if (of == null || !of.value().equals(unit) || !line.follows(of.end())) {
            return null;
        }
        Phrase after = line.phrase(Sense.NEXT, of.end());
        return after == null || after.number() == 0
                ? null
                : new Read<>(after.number(), start, after.end());
    }

    /** Next week, this month, last year, the weekend, next March, in October, March 2027. */
    private @Nullable Read<Moment> around(int start) {
        Read<Integer> week = week(start);
        if (week != null) {
            LocalDate monday = Calendar.monday(week.value(), today);
            int more = line.skipLinks(week.end());
            Phrase weekday = line.follows(more) ? line.phrase(Sense.WEEKDAY, more) : null;
            return weekday != null
                    ? new Read<>(
                            Moment.of(monday.plusDays(weekday.number() - 1)), start, weekday.end())
                    : new Read<>(Moment.coarse(Calendar.week(monday)), start, week.end());
        }
        Read<Integer> month = nextUnit(start, "month");
        if (month != null) {
            String iso = Calendar.month(today.plusMonths(month.value()));
            return new Read<>(Moment.coarse(iso), start, month.end());
        }
        Read<Integer> year = nextUnit(start, "year");
        if (year != null) {
            String iso = Integer.toString(today.getYear() + year.value());
            return new Read<>(Moment.coarse(iso), start, year.end());
        }
        Read<Moment> weekend = weekend(start);
        return weekend != null ? weekend : month(start);
    }

    private @Nullable Read<Moment> weekend(int start) {
        Phrase next = line.phrase(Sense.NEXT, start);
        int at = next == null ? start : next.end();
        Phrase weekend = next == null || line.follows(at) ? line.phrase(Sense.WEEKEND, at) : null;
        if (weekend == null) {
            return null;
        }
        Phrase after =
                next == null && line.follows(weekend.end())
                        ? line.phrase(Sense.NEXT, weekend.end())
                        : null;
        int which = next != null ? next.number() : after != null ? after.number() : 0;
        boolean beforeWeekend = today.getDayOfWeek().getValue() < 6;
        int weeks = which == 1 && beforeWeekend && after == null ? 0 : which;
        LocalDate saturday = Calendar.monday(weeks, today).plusDays(5);
        return new Read<>(
                Moment.of(saturday, saturday.plusDays(1)),
                start,
                after == null ? weekend.end() : after.end());
    }

    private @Nullable Read<Moment> month(int start) {
        Phrase next = line.phrase(Sense.NEXT, start);
        int at = next == null ? start : next.end();
        Phrase month = next == null || line.follows(at) ? line.phrase(Sense.MONTH, at) : null;
        if (month == null) {
            return null;
        }
        int more = line.skipLinks(month.end());
        int year = line.follows(more) ? line.year(more) : -1;
        if (year > 0) {
            return new Read<>(
                    Moment.coarse(YearMonth.of(year, month.number()).toString()), start, more + 1);
        }
        boolean told =
                next != null || line.isAfter(Sense.IN, start) || line.isAfter(Sense.LINK, start);
        if (!told) {
            return null;
        }
        boolean ahead = month.number() >= today.getMonthValue();
        int which = next == null ? 1 : next.number();
        int ofYear = today.getYear() + (which < 0 ? ahead ? -1 : 0 : ahead ? 0 : 1);
        return new Read<>(
                Moment.coarse(YearMonth.of(ofYear, month.number()).toString()), start, month.end());
    }

    /** 3 May, May 3rd 2027, 3 de mayo de 2027. */
    private @Nullable Read<Moment> monthDay(int start) {
        Phrase first = line.phrase(Sense.MONTH, start);
        Count count = line.count(first == null ? start : line.skipLinks(first.end()));
        if (count == null || count.within(1, LAST_DAY) < 0) {
            return null;
        }
        if (first != null && (!line.follows(first.end()) || line.isDash(first.end()))) {
            return null;
        }
        int more = line.skipLinks(count.end());
        Phrase month =
                first != null ? first : line.follows(more) ? line.phrase(Sense.MONTH, more) : null;
        if (month == null || first != null && isCounting(count)) {
            return null;
        }
        int end = first != null ? count.end() : month.end();
        int yearAt = line.skipLinks(end);
        int year = line.follows(yearAt) ? line.year(yearAt) : -1;
        try {
            LocalDate date =
                    year > 0
                            ? LocalDate.of(year, month.number(), count.value().intValue())
                            : Calendar.next(month.number(), count.value().intValue(), today);
            return new Read<>(Moment.of(date), start, year > 0 ? yearAt + 1 : end);
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    /** May 3 people come? A number with a unit, or in words, is no day of a month before it. */
    private boolean isCounting(Count count) {
        return !count.digits() && !line.token(count.end() - 1).word().endsWith("th")
                || line.follows(count.end()) && line.phrase(Sense.UNIT, count.end()) != null;
    }

    /** In two weeks, vor drei Tagen, two days ago, दो दिन बाद. */
    private @Nullable Read<Moment> counted(int start) {
        for (Sense kind : BEFORE_LENGTH) {
            Phrase before = line.phrase(kind, start);
            Read<Length> length =
                    before != null && line.follows(before.end())
                            ? lengths.read(before.end())
                            : null;
            if (length != null) {
                return moment(length.value(), kind == Sense.IN ? 1 : -1, start, length.end());
            }
        }
        Read<Length> length = lengths.read(start);
        if (length == null || !line.follows(length.end())) {
            return null;
        }
        Phrase ago = line.phrase(Sense.AGO, length.end());
        if (ago != null) {
            return moment(length.value(), -1, start, ago.end());
        }
        Phrase later = line.phrase(Sense.LATER, length.end());
        Phrase in = line.phrase(Sense.IN_, length.end());
        return later != null || in != null
                ? moment(length.value(), 1, start, later != null ? later.end() : in.end())
                : null;
    }

    private @Nullable Read<Moment> moment(Length length, int sign, int start, int end) {
        try {
            ZonedDateTime then = length.from(now, sign);
            return new Read<>(
                    length.isInDays() ? Moment.of(then.toLocalDate()) : Moment.of(then),
                    start,
                    end);
        } catch (DateTimeException | ArithmeticException tooFar) {
            return null;
        }
    }

    /** On the 15th, el 15, am 15. */
    private @Nullable Read<Moment> numbered(int start) {
        Count count = line.count(start);
        int day = count == null || !count.digits() ? -1 : count.within(1, LAST_DAY);
        if (day < 0 || !isNumbered(count, start)) {
            return null;
        }
        return new Read<>(Moment.of(Calendar.nextDayOfMonth(day, today)), start, count.end());
    }

    private boolean isNumbered(Count count, int start) {
        boolean told = line.isAfter(Sense.ON, start) || line.isAfter(Sense.LINK, start);
        boolean alone = !line.follows(count.end()) || line.phrase(Sense.LINK, count.end()) != null;
        return switch (line.language()) {
            case "de" -> line.isAfter(Sense.ON, start) && line.isFollowedByDot(count.end() - 1);
            case "es", "fr", "it", "pt" -> line.isAfter(Sense.ON, start) && alone;
            default -> told && count.ordinal() && alone;
        };
    }
}
