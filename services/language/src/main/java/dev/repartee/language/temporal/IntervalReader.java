package dev.repartee.language.temporal;

import dev.repartee.language.temporal.Line.Count;
import dev.repartee.language.temporal.TemporalLexicon.Phrase;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads two times that a word or a dash joins: {@code from Monday to Wednesday}, {@code 3 to 5
 * May}, {@code von 2 bis 4 Uhr}, {@code सोमवार से बुधवार तक}. What only one of them tells (the day,
 * the month, the half of the day) holds for both.
 */
final class IntervalReader {

    private static final int LAST_DAY = 31;
    private static final int LAST_HOUR = 23;

    private final Line line;
    private final MomentReader moments;

    IntervalReader(Line line, MomentReader moments) {
        this.line = line;
        this.moments = moments;
    }

    /** The first and the last time. */
    record Ends(Moment first, Moment last) {}

    /**
     * @param whole what was read at the start, if it is a time by itself
     */
    @Nullable Read<Ends> read(int start, @Nullable Read<Moment> whole) {
        if (whole != null) {
            Read<Ends> hours = hoursOfDay(whole);
            if (hours != null) {
                return hours;
            }
        }
        Read<Moment> bare = bare(start);
        if (whole != null && bare != null && bare.end() == whole.end()) {
            int second = joint(bare.end(), line.isAfter(Sense.BETWEEN, start));
            Read<Ends> ends = second < 0 ? null : fromBare(bare, second);
            if (ends != null) {
                return until(ends);
            }
        }
        Read<Moment> first = whole != null ? whole : bare;
        int at = first == null ? -1 : joint(first.end(), line.isAfter(Sense.BETWEEN, start));
        if (at < 0) {
            return null;
        }
        Read<Ends> ends = whole != null ? fromWhole(first, at) : fromBare(first, at);
        return ends == null ? null : until(ends);
    }

    private Read<Ends> until(Read<Ends> ends) {
        Phrase until = line.follows(ends.end()) ? line.phrase(Sense.TO_, ends.end()) : null;
        return until == null ? ends : new Read<>(ends.value(), ends.start(), until.end());
    }

    /** Friday from 2 to 4: the day, and then its hours. */
    private @Nullable Read<Ends> hoursOfDay(Read<Moment> day) {
        boolean plain = day.value().day() != null && !day.value().tellsTime();
        if (!plain || !line.follows(day.end()) || line.isDash(day.end())) {
            return null;
        }
        Phrase from = line.phrase(Sense.FROM, day.end());
        Phrase between = line.phrase(Sense.BETWEEN, day.end());
        Phrase opener = between != null ? between : from;
        if (opener == null || !line.follows(opener.end())) {
            return null;
        }
        Read<Moment> first = moments.hour(opener.end());
        int at = first == null ? -1 : joint(first.end(), between != null);
        Read<Moment> last = at < 0 ? null : hour(at);
        return last == null
                ? null
                : new Read<>(
                        new Ends(first.value().on(day.value().day()), last.value()),
                        day.start(),
                        last.end());
    }

    private @Nullable Read<Moment> hour(int at) {
        Read<Moment> full = moments.read(at);
        return full != null && full.value().time() != null ? full : moments.hour(at);
    }

    private @Nullable Read<Moment> bare(int start) {
        Count count = line.count(start);
        return count == null || count.within(0, LAST_DAY) < 0
                ? null
                : new Read<>(Moment.OPEN, start, count.end());
    }

    private @Nullable Read<Ends> fromWhole(Read<Moment> first, int at) {
        Read<Moment> last = moments.read(at);
        if (last != null) {
            boolean alike = first.value().tellsTime() == last.value().tellsTime();
            return alike && first.value().exact() == null ? ends(first, last) : null;
        }
        if (first.value().time() != null) {
            Read<Moment> hour = moments.hour(at);
            return hour == null ? null : ends(first, hour);
        }
        LocalDate day = first.value().day();
        Count count = line.count(at);
        boolean inDigits =
                count != null && count.digits() && line.token(first.end() - 1).word().length() <= 4;
        if (day == null || !inDigits || count.within(day.getDayOfMonth() + 1, LAST_DAY) < 0) {
            return null;
        }
        LocalDate same = moments.sameMonth(day, count.value().intValue());
        boolean counts = line.follows(count.end()) && line.phrase(Sense.UNIT, count.end()) != null;
        return same == null || counts
                ? null
                : ends(first, new Read<>(Moment.of(same), at, count.end()));
    }

    /** A bare number begins an interval only when what ends it says what it is. */
    private @Nullable Read<Ends> fromBare(Read<Moment> first, int at) {
        Read<Moment> last = moments.read(at);
        Count count = line.count(first.start());
        if (last == null || count == null) {
            return null;
        }
        LocalDate day = last.value().day();
        if (last.value().time() != null && count.within(0, LAST_HOUR) >= 0) {
            Read<Moment> hour = moments.hour(first.start());
            return hour == null ? null : ends(hour, last);
        }
        boolean sameMonth =
                day != null
                        && last.value().part() == null
                        && count.within(1, day.getDayOfMonth() - 1) > 0;
        LocalDate from = sameMonth ? moments.sameMonth(day, count.value().intValue()) : null;
        return from == null
                ? null
                : ends(new Read<>(Moment.of(from), first.start(), first.end()), last);
    }

    private static Read<Ends> ends(Read<Moment> first, Read<Moment> last) {
        return new Read<>(new Ends(first.value(), last.value()), first.start(), last.end());
    }

    /** Returns the index after the word or dash that joins two times, or -1. */
    private int joint(int at, boolean between) {
        if (line.isDash(at)) {
            return at;
        }
        if (!line.follows(at)) {
            return -1;
        }
        Phrase joint = line.phrase(between ? Sense.AND : Sense.TO, at);
        joint = joint != null ? joint : line.phrase(Sense.FROM_, at);
        if (joint == null || !line.follows(joint.end())) {
            return -1;
        }
        return line.skipLinks(joint.end());
    }
}
