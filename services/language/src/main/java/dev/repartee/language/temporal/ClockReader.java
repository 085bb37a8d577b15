package dev.repartee.language.temporal;

import dev.repartee.language.temporal.Line.Count;
import dev.repartee.language.temporal.TemporalLexicon.Phrase;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads times of day: {@code half past five}, {@code halb acht}, {@code las 3 y cuarto}, {@code
 * साढ़े दस बजे}. A bare number is a time only after a word such as {@code at}.
 */
final class ClockReader {

    private static final int LAST_HOUR = 23;
    private static final int LAST_MINUTE = 59;
    private static final Sense[] FRACTIONS = {Sense.HALFTO, Sense.HALFPAST, Sense.THREEQUARTER};
    private static final Sense[] AROUND = {Sense.PAST, Sense.BEFORE};
    private static final Sense[] HALVES = {Sense.AM, Sense.PM};

    private static final Set<String> FILLERS =
            Set.of("please", "pls", "if", "for", "bitte", "porfa", "por", "para");

    private final Line line;
    private final Literals literals;

    ClockReader(Line line, Literals literals) {
        this.line = line;
        this.literals = literals;
    }

    @Nullable Read<Moment> read(int start) {
        Read<Moment> literal = literals.at(start);
        if (literal != null) {
            return literal.value().tellsTime() && literal.value().exact() == null ? literal : null;
        }
        Phrase clock = line.phrase(Sense.CLOCK, start);
        if (clock != null) {
            LocalTime time = LocalTime.of(clock.number() / 100, 0);
            return new Read<>(Moment.of(time, true), start, clock.end());
        }
        Read<Moment> relative = relative(start);
        return relative != null ? relative : hour(start);
    }

    /** A number that a range or an earlier word makes an hour. */
    @Nullable Read<Moment> bare(int start) {
        Count hour = line.count(start);
        int value = hour == null || hour.ordinal() ? -1 : hour.within(0, LAST_HOUR);
        return value < 0 ? null : read(value, 0, start, hour.end());
    }

    /** Reads what says how far an hour is. */
    private @Nullable Read<Moment> relative(int start) {
        for (Sense kind : FRACTIONS) {
            Phrase phrase = line.phrase(kind, start);
            if (phrase != null && line.follows(phrase.end())) {
                int minutes =
                        switch (kind) {
                            case HALFTO -> -30;
                            case HALFPAST -> 30;
                            default -> -15;
                        };
                return shifted(minutes, phrase.end(), start);
            }
        }
        for (Sense kind : AROUND) {
            Phrase quarter = line.phrase(kind, start);
            if (quarter != null && quarter.number() > 0 && line.follows(quarter.end())) {
                int minutes = kind == Sense.PAST ? quarter.number() : -quarter.number();
                return shifted(minutes, quarter.end(), start);
            }
        }
        return minutesAround(start);
    }

    private @Nullable Read<Moment> minutesAround(int start) {
        Count minutes = line.count(start);
        int value = minutes == null || minutes.ordinal() ? -1 : minutes.within(1, LAST_MINUTE);
        if (value < 0 || !line.follows(minutes.end())) {
            return null;
        }
        for (Sense kind : AROUND) {
            Phrase phrase = line.phrase(kind, minutes.end());
            boolean plain = phrase != null && phrase.number() == 0 && line.follows(phrase.end());
            boolean wanted = value % 5 == 0 && (line.isAfter(Sense.AT, start) || !minutes.digits());
            if (plain && wanted) {
                return shifted(kind == Sense.PAST ? value : -value, phrase.end(), start);
            }
        }
        return null;
    }

    private @Nullable Read<Moment> shifted(int minutes, int at, int start) {
        Read<Moment> hour = bare(at);
        if (hour == null || hour.value().time() == null) {
            return null;
        }
        return finished(hour.value().time().plusMinutes(minutes), start, hour.end(), false);
    }

    private @Nullable Read<Moment> hour(int start) {
        Phrase add = line.phrase(Sense.ADD, start);
        int at = add == null ? start : add.end();
        Count count = add == null || line.follows(at) ? line.count(at) : null;
        if (count == null || count.ordinal()) {
            return null;
        }
        BigDecimal half = new BigDecimal("0.5");
        boolean andHalf = count.value().remainder(BigDecimal.ONE).compareTo(half) == 0;
        Count whole =
                andHalf
                        ? new Count(count.value().subtract(half), count.end(), false, false)
                        : count;
        int hour = whole.within(0, LAST_HOUR);
        if (hour < 0) {
            return null;
        }
        LocalTime time =
                LocalTime.of(hour, 0).plusMinutes(add == null ? andHalf ? 30 : 0 : add.number());
        boolean told = line.isAfter(Sense.AT, start);
        Read<Moment> plus = told ? plus(time, start, count.end()) : null;
        if (plus != null) {
            return plus;
        }
        boolean named = isNamed(count.end());
        return named || add != null && told || told && isPlausible(count)
                ? finished(time, start, count.end(), told)
                : null;
    }

    /** Three and a quarter, as in {@code las tres y cuarto}. */
    private @Nullable Read<Moment> plus(LocalTime time, int start, int at) {
        Phrase plus = line.follows(at) ? line.phrase(Sense.PLUS, at) : null;
        if (plus != null) {
            return finished(time.plusMinutes(plus.number()), start, plus.end(), false);
        }
        Phrase and = line.follows(at) ? line.phrase(Sense.AND, at) : null;
        Phrase minus = line.follows(at) ? line.phrase(Sense.MINUS, at) : null;
        boolean oneWord = and != null && and.end() == at + 1 || minus != null;
        if (!line.language().equals("es") || !oneWord) {
            return null;
        }
        Count minutes = line.count(and != null ? and.end() : minus.end());
        int value = minutes == null ? -1 : minutes.within(1, LAST_MINUTE);
        return value < 0
                ? null
                : finished(
                        time.plusMinutes(and != null ? value : -value),
                        start,
                        minutes.end(),
                        false);
    }

    /** Says whether what follows a number makes it an hour. */
    private boolean isNamed(int at) {
        return line.follows(at)
                && (line.phrase(Sense.OCLOCK, at) != null
                        || line.phrase(Sense.AM, at) != null
                        || line.phrase(Sense.PM, at) != null
                        || partAfter(at) != null);
    }

    private @Nullable Phrase partAfter(int at) {
        int part = line.skipLinks(at);
        return part > at && line.follows(part) ? line.phrase(Sense.PART, part) : null;
    }

    /** A number that something else follows counts things: at 5 places. */
    private boolean isPlausible(Count count) {
        int at = count.end();
        boolean alone =
                !line.follows(at) || line.isPunctuated(at) && line.phrase(Sense.MONTH, at) == null;
        boolean andGoesOn =
                !alone
                        && (line.phrase(Sense.LINK, at) != null
                                || line.phrase(Sense.PART, at) != null
                                || line.phrase(Sense.DAY, at) != null
                                || line.phrase(Sense.WEEKDAY, at) != null
                                || line.phrase(Sense.NEXT, at) != null
                                || line.phrase(Sense.TO, at) != null
                                || line.phrase(Sense.AND, at) != null
                                || line.phrase(Sense.DAYPART, at) != null);
        return alone || andGoesOn || isFiller(at);
    }

    private boolean isFiller(int at) {
        return line.phrase(Sense.UNIT, at) == null && FILLERS.contains(line.token(at).word());
    }

    private @Nullable Read<Moment> read(int hour, int minute, int start, int end) {
        return finished(LocalTime.of(hour, minute), start, end, false);
    }

    /** Takes the words after an hour in: o'clock and its minutes, am, pm. */
    private Read<Moment> finished(LocalTime told, int start, int from, boolean withMinutes) {
        LocalTime time = told;
        int end = from;
        boolean sure = time.getHour() > 12 || time.getHour() == 0;
        Phrase oclock = line.follows(end) ? line.phrase(Sense.OCLOCK, end) : null;
        if (oclock != null) {
            end = oclock.end();
            Count minutes = line.follows(end) ? line.count(end) : null;
            int value =
                    minutes == null || !minutes.digits() && !withMinutes
                            ? -1
                            : minutes.within(1, LAST_MINUTE);
            boolean german = line.language().equals("de") || line.language().startsWith("hi");
            if (value > 0 && german && time.getMinute() == 0 && !isUnit(minutes.end())) {
                time = time.plusMinutes(value);
                end = minutes.end();
            }
        }
        for (Sense half : HALVES) {
            Phrase phrase = line.follows(end) ? line.phrase(half, end) : null;
            if (phrase != null && time.getHour() <= 12 && time.getHour() > 0) {
                time = time.withHour(time.getHour() % 12 + (half == Sense.PM ? 12 : 0));
                return new Read<>(Moment.of(time, true), start, phrase.end());
            }
        }
        return new Read<>(Moment.of(time, sure), start, end);
    }

    private boolean isUnit(int at) {
        return line.follows(at) && line.phrase(Sense.UNIT, at) != null;
    }
}
