package dev.repartee.language.entity;

import dev.repartee.language.entity.Lexicon.Section;
import dev.repartee.language.token.Token;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds days: ISO dates, numeric dates, dates with a month's name, weekdays (the next one after the
 * message) and words such as {@code tomorrow}.
 *
 * <p>Numeric dates are day first, except that in English a date that could be read both ways stays
 * unnormalised. A date without a year is the next such day. Patterns have bounded repetitions only,
 * so time is linear.
 */
final class DateFinder {

    private static final Pattern ISO =
            Pattern.compile("(?<![\\w-])(\\d{4})-(\\d{2})-(\\d{2})(?![\\d-])");
    private static final Pattern NUMERIC =
            Pattern.compile(
                    "(?<![\\w.,/-])(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?![\\w/-])");
    private static final Set<String> LINKS = Set.of("of", "de", "del", "di", "the");
    private static final Set<String> GREETINGS =
            Set.of("guten", "goede", "good", "la", "diese", "esta");
    private static final int MAX_DAY_WORD = 4;

    private final Lexicon lexicon;

    DateFinder(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    List<Span> find(String text, List<Token> tokens, String language, LocalDate today) {
        var found = new ArrayList<Span>();
        for (Matcher iso = ISO.matcher(text); iso.find(); ) {
            add(found, date(iso.group(1), iso.group(2), iso.group(3)), iso.start(), iso.end());
        }
        for (Matcher numeric = NUMERIC.matcher(text); numeric.find(); ) {
            numeric(numeric, language, found);
        }
        for (int i = 0; i < tokens.size(); i++) {
            withMonth(tokens, i, today, found);
            inAWord(tokens, i, today, found);
        }
        return found;
    }

    private static void numeric(Matcher match, String language, List<Span> found) {
        String year = match.group(4).length() == 2 ? "20" + match.group(4) : match.group(4);
        String dayFirst = date(year, match.group(3), match.group(1));
        String monthFirst = date(year, match.group(1), match.group(3));
        if (dayFirst == null && monthFirst == null) {
            return;
        }
        boolean ambiguous = dayFirst != null && monthFirst != null && !dayFirst.equals(monthFirst);
        boolean english = language.equals("en") && !match.group(2).equals(".");
        String normalized = ambiguous && english ? null : dayFirst != null ? dayFirst : monthFirst;
        found.add(new Span(EntityType.DATE, normalized, match.start(), match.end()));
    }

    private void withMonth(List<Token> tokens, int month, LocalDate today, List<Span> found) {
        String number = lexicon.value(Section.MONTH, tokens.get(month).word()).orElse(null);
        if (number == null) {
            return;
        }
        int before = skipLinks(tokens, month - 1, -1);
        Integer day = dayOfMonth(tokens, before);
        int first = before;
        int last = month;
        if (day == null) {
            first = month;
            last = skipLinks(tokens, month + 1, 1);
            day = dayOfMonth(tokens, last);
        }
        if (day == null) {
            return;
        }
        int after = skipLinks(tokens, last + 1, 1);
        String year = year(tokens, after);
        String date =
                year != null
                        ? date(year, number, Integer.toString(day))
                        : next(Integer.parseInt(number), day, today);
        add(found, date, tokens.get(first).start(), tokens.get(year != null ? after : last).end());
    }

    private void inAWord(List<Token> tokens, int index, LocalDate today, List<Span> found) {
        Token token = tokens.get(index);
        lexicon.value(Section.WEEKDAY, token.word())
                .ifPresent(
                        weekday -> {
                            LocalDate next =
                                    today.with(
                                            TemporalAdjusters.next(
                                                    DayOfWeek.of(Integer.parseInt(weekday))));
                            found.add(
                                    new Span(
                                            EntityType.DATE,
                                            next.toString(),
                                            token.start(),
                                            token.end()));
                        });
        boolean isMorning = index > 0 && GREETINGS.contains(tokens.get(index - 1).word());
        lexicon.value(Section.DAY, token.word())
                .filter(unused -> !isMorning)
                .ifPresent(
                        offset -> {
                            String date =
                                    offset.equals("?")
                                            ? null
                                            : today.plusDays(Integer.parseInt(offset)).toString();
                            found.add(new Span(EntityType.DATE, date, token.start(), token.end()));
                        });
    }

    private static int skipLinks(List<Token> tokens, int from, int step) {
        int at = from;
        for (int skipped = 0; skipped < 2 && at >= 0 && at < tokens.size(); skipped++) {
            if (!LINKS.contains(tokens.get(at).word())) {
                break;
            }
            at += step;
        }
        return at;
    }

    /** Reads {@code 5}, {@code 05} and {@code 5th}. */
    private static @Nullable Integer dayOfMonth(List<Token> tokens, int index) {
        if (index < 0 || index >= tokens.size()) {
            return null;
        }
        String word = tokens.get(index).word();
        int digits = 0;
        while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
            digits++;
        }
        boolean ordinal =
                Set.of("", "st", "nd", "rd", "th", "er", "o").contains(word.substring(digits));
        return digits == 0 || digits > 2 || word.length() > MAX_DAY_WORD || !ordinal
                ? null
                : Integer.valueOf(word.substring(0, digits));
    }

    private static @Nullable String year(List<Token> tokens, int index) {
        if (index < 0 || index >= tokens.size()) {
            return null;
        }
        String word = tokens.get(index).word();
        return word.length() == 4
                        && (word.startsWith("19") || word.startsWith("20"))
                        && word.chars().allMatch(Character::isDigit)
                ? word
                : null;
    }

    private static @Nullable String next(int month, int day, LocalDate today) {
        String thisYear =
                date(
                        Integer.toString(today.getYear()),
                        Integer.toString(month),
                        Integer.toString(day));
        return thisYear != null && LocalDate.parse(thisYear).isBefore(today)
                ? date(
                        Integer.toString(today.getYear() + 1),
                        Integer.toString(month),
                        Integer.toString(day))
                : thisYear;
    }

    private static @Nullable String date(String year, String month, String day) {
        try {
            return LocalDate.of(
                            Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                    .toString();
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    private static void add(List<Span> found, @Nullable String date, int start, int end) {
        if (date != null) {
            found.add(new Span(EntityType.DATE, date, start, end));
        }
    }
}
