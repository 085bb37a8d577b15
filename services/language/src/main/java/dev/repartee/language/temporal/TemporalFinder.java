package dev.repartee.language.temporal;

import dev.repartee.language.number.NumbersInText;
import dev.repartee.language.temporal.IntervalReader.Ends;
import dev.repartee.language.temporal.Temporal.Kind;
import dev.repartee.language.temporal.TemporalLexicon.Phrase;
import dev.repartee.language.token.Token;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds days, times, durations and intervals in English, Spanish, German and Hindi (the commonest
 * also in French, Portuguese, Italian and Dutch), and normalises them to ISO 8601.
 *
 * <p>What a text leaves open is settled by custom: a weekday is the next one after today, a day
 * without a year the next such day; one to seven o'clock is in the afternoon where people count on
 * a clock of twelve hours. {@code 03/04/2026} is read as the region writes it, and stays open where
 * nothing tells. Spans don't overlap. Immutable and thread-safe; linear in the text.
 */
public final class TemporalFinder {

    static final TemporalLexicon LEXICON = TemporalLexicon.shipped();
    private final String region;

    /**
     * @param region the ISO 3166 country whose order of day and month counts, {@code ZZ} for none
     */
    public TemporalFinder(String region) {
        this.region = region.toUpperCase(Locale.ROOT);
    }

    /**
     * Finds all times, in order.
     *
     * @param tokens of the text
     * @param numbers in words, of the text
     * @param language its BCP 47 tag, {@code und} when unknown
     * @param now when it was written, in the zone of its writer
     */
    public List<Temporal> find(
            String text,
            List<Token> tokens,
            NumbersInText numbers,
            String language,
            ZonedDateTime now) {
        return new Scan(new Line(text, tokens, numbers, language, LEXICON), now).run();
    }

    /** One text. */
    private final class Scan {

        private final Line line;
        private final Literals literals;
        private final LengthReader lengths;
        private final MomentReader moments;
        private final IntervalReader intervals;
        private final ZonedDateTime now;

        Scan(Line line, ZonedDateTime now) {
            this.now = now;
            this.line = line;
            this.literals = new Literals(line, region, now);
            this.lengths = new LengthReader(line);
            this.moments =
                    new MomentReader(
                            line,
                            new DayReader(line, literals, lengths, now),
                            new ClockReader(line, literals));
            this.intervals = new IntervalReader(line, moments);
        }

        List<Temporal> run() {
            var found = new ArrayList<Temporal>();
            int at = 0;
            while (at < line.size()) {
                Phrase none = line.phrase(Sense.NONE, at);
                Read<Temporal> read = none == null && mayBegin(at) ? at(at) : null;
                if (read != null) {
                    found.add(read.value());
                }
                at = none != null ? none.end() : read != null ? read.end() : at + 1;
            }
            return found;
        }

        /** Whatever is read begins with a phrase, a number or digits. */
        private boolean mayBegin(int start) {
            return line.hasPhrase(start)
                    || Character.isDigit(line.token(start).word().charAt(0))
                    || line.count(start) != null
                    || literals.at(start) != null;
        }

        private @Nullable Read<Temporal> at(int start) {
            Read<Moment> moment = moments.read(start);
            Read<Ends> ends = intervals.read(start, moment);
            String joined = ends == null ? null : joined(ends.value());
            if (joined != null) {
                return read(Kind.INTERVAL, joined, start, ends.end());
            }
            Read<Length> length = lengths.read(start);
            if (length != null && (moment == null || length.end() > moment.end())) {
                return read(Kind.DURATION, length.value().iso(), start, length.end());
            }
            return moment == null ? null : single(moment);
        }

        private Read<Temporal> single(Read<Moment> read) {
            Moment moment = moments.settled(read.value());
            if (moment.exact() != null) {
                return read(
                        Kind.DATETIME, Calendar.minute(moment.exact()), read.start(), read.end());
            }
            LocalDate day = moment.day();
            if (day != null && moment.time() != null) {
                return read(Kind.DATETIME, at(day, moment.time()), read.start(), read.end());
            }
            if (moment.time() != null) {
                return read(Kind.TIME, moment.time().toString(), read.start(), read.end());
            }
            if (day != null && moment.lastDay() != null) {
                return read(Kind.INTERVAL, day + "/" + moment.lastDay(), read.start(), read.end());
            }
            if (day != null && moment.part() != null) {
                return read(Kind.INTERVAL, partOf(day, moment.part()), read.start(), read.end());
            }
            String iso = day != null ? day.toString() : moment.coarse();
            return read(Kind.DATE, iso, read.start(), read.end());
        }

        private @Nullable String joined(Ends ends) {
            Moment first = ends.first();
            Moment last = moments.settled(inherit(ends.last(), first));
            first = moments.settled(inherit(first, ends.last()));
            LocalDate day = first.day() != null ? first.day() : last.day();
            if (first.time() != null && last.time() != null) {
                LocalTime from = halfDay(first, last);
                if (day == null) {
                    return from + "/" + last.time();
                }
                LocalDate lastDay = last.day() != null ? last.day() : day;
                boolean overnight = lastDay.equals(day) && last.time().isBefore(from);
                return at(day, from)
                        + "/"
                        + at(overnight ? lastDay.plusDays(1) : lastDay, last.time());
            }
            LocalDate lastDay = last.day();
            if (first.day() == null || lastDay == null) {
                return first.coarse() != null && last.coarse() != null
                        ? first.coarse() + "/" + last.coarse()
                        : null;
            }
            LocalDate after =
                    lastDay.isBefore(first.day()) && lastDay.plusWeeks(1).isAfter(first.day())
                            ? lastDay.plusWeeks(1)
                            : lastDay;
            return after.isBefore(first.day()) ? null : first.day() + "/" + after;
        }

        /** Two to four in the afternoon: the part of the day is said once. */
        private Moment inherit(Moment moment, Moment from) {
            boolean open = moment.time() != null && !moment.sure() && moment.part() == null;
            return open && from.part() != null ? moment.and(Moment.of(from.part())) : moment;
        }

        /** From 2 to 4 pm: the first hour is in the same half of the day, if that is earlier. */
        private LocalTime halfDay(Moment first, Moment last) {
            LocalTime from = first.time();
            boolean morning = from.getHour() < 12 && last.time().getHour() >= 12;
            boolean said = first.sure() || first.part() != null;
            return morning && !said && from.plusHours(12).isBefore(last.time())
                    ? from.plusHours(12)
                    : from;
        }

        private String at(LocalDate day, LocalTime time) {
            return Calendar.minute(day.atTime(time).atZone(now.getZone()));
        }

        private String partOf(LocalDate day, DayPart part) {
            boolean midnight = part.to() == 24;
            LocalDate lastDay = midnight ? day.plusDays(1) : day;
            return at(day, part.from()) + "/" + at(lastDay, LocalTime.of(part.to() % 24, 0));
        }

        private Read<Temporal> read(Kind kind, @Nullable String iso, int start, int end) {
            return new Read<>(
                    new Temporal(kind, iso, line.token(start).start(), line.token(end - 1).end()),
                    start,
                    end);
        }
    }
}
