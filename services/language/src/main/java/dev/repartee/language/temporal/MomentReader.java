package dev.repartee.language.temporal;

import dev.repartee.language.temporal.TemporalLexicon.Phrase;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Joins a day, a time and a part of the day that stand together, in any order. */
final class MomentReader {

    private static final int MAX_PARTS = 4;
    private static final int LAST_UNSURE_HOUR = 7;
    private static final Set<String> CLOCK_OF_24 = Set.of("de", "fr", "it", "nl", "pt");

    private final Line line;
    private final DayReader days;
    private final ClockReader clocks;

    MomentReader(Line line, DayReader days, ClockReader clocks) {
        this.line = line;
        this.days = days;
        this.clocks = clocks;
    }

    @Nullable Read<Moment> read(int start) {
        Read<Moment> read = any(start, null);
        if (read == null) {
            return null;
        }
        for (int parts = 1; parts < MAX_PARTS; parts++) {
            int at = line.skipLinks(read.end());
            if (!line.follows(at) || line.isDash(at)) {
                break;
            }
            Read<Moment> more = any(at, read.value());
            if (more == null) {
                break;
            }
            read = new Read<>(read.value().and(more.value()), start, more.end());
        }
        boolean onlyPart = !read.value().tellsDay() && !read.value().tellsTime();
        return onlyPart && read.value().part() != null ? null : read;
    }

    /** Says which half of the day a time is in, by the part of the day or by custom. */
    Moment settled(Moment moment) {
        LocalTime time = moment.time();
        if (time == null || moment.sure()) {
            return moment;
        }
        if (moment.part() != null) {
            return moment.at(moment.part().resolve(time));
        }
        boolean afternoon =
                !CLOCK_OF_24.contains(line.language())
                        && time.getHour() >= 1
                        && time.getHour() <= LAST_UNSURE_HOUR;
        return afternoon ? moment.at(time.plusHours(12)) : moment;
    }

    /** A number alone, where a range makes it an hour or a day of a month. */
    @Nullable Read<Moment> hour(int start) {
        Read<Moment> hour = clocks.bare(start);
        return hour != null ? hour : clocks.read(start);
    }

    @Nullable LocalDate sameMonth(LocalDate of, int day) {
        return days.withDay(of, day);
    }

    private @Nullable Read<Moment> any(int at, @Nullable Moment known) {
        boolean wantsTime = known == null || !known.tellsTime();
        boolean wantsDay = known == null || !known.tellsDay();
        boolean partFirst = known != null && known.day() != null && known.part() == null;
        if (partFirst) {
            Phrase part = line.phrase(Sense.PART, at);
            if (part != null) {
                return new Read<>(Moment.of(DayPart.of(part.value())), at, part.end());
            }
        }
        Read<Moment> time = wantsTime ? clocks.read(at) : null;
        if (time != null) {
            return time;
        }
        Read<Moment> day = wantsDay ? days.read(at) : null;
        if (day != null) {
            return day;
        }
        Phrase part = known == null || known.part() == null ? line.phrase(Sense.PART, at) : null;
        return part == null
                ? null
                : new Read<>(Moment.of(DayPart.of(part.value())), at, part.end());
    }
}
