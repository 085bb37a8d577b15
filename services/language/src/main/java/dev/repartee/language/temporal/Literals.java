package dev.repartee.language.temporal;

import dev.repartee.language.token.Token;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times that are written in digits and signs. All repetitions in the patterns are bounded, so time
 * is linear.
 */
final class Literals {

    private static final Pattern INSTANT =
            Pattern.compile(
                    "(?<![\\w-])\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?"
                            + "(?:Z|[+-]\\d{2}:\\d{2})(?!\\w)");
    private static final Pattern ISO =
            Pattern.compile("(?<![\\w-])(\\d{4})-(\\d{2})-(\\d{2})(?![\\w-])");
    private static final Pattern NUMERIC =
            Pattern.compile(
                    "(?<![\\w.,/-])(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?![\\w/-])");
    private static final Pattern WITHOUT_YEAR =
            Pattern.compile("(?<![\\w.,/-])(\\d{1,2})\\.(\\d{1,2})\\.(?!\\d)");
    private static final Pattern TWELVE_HOURS =
            Pattern.compile(
                    "(?<![\\w.,:])(\\d{1,2})(?:[:.](\\d{2}))? ?([ap])\\.?m\\b\\.?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern TWENTY_FOUR_HOURS =
            Pattern.compile(
                    "(?<![\\w.,:])(\\d{1,2})(?::(\\d{2})(?::\\d{2})?(?:"
                            + " ?uhr)?|h(\\d{2})?|\\.(\\d{2}) ?uhr)(?![\\w:])",
                    Pattern.CASE_INSENSITIVE);
    private static final Set<String> MONTH_FIRST = Set.of("US", "PH", "FM", "PR", "GU");
    private static final Set<String> DAY_FIRST =
            Set.of("GB", "IE", "IN", "AU", "NZ", "ZA", "SG", "NG", "KE", "PK", "BD", "MT");

    private final Map<Integer, Read<Moment>> byToken = new HashMap<>();
    private final String region;
    private final ZonedDateTime now;

    Literals(String text, List<Token> tokens, String language, String region, ZonedDateTime now) {
        this.region = region;
        this.now = now;
        if (text.chars().anyMatch(Character::isDigit)) {
            read(text, tokens, language);
        }
    }

    private void read(String text, List<Token> tokens, String language) {
        var places = new Places(tokens);
        String plain = withAsciiDigits(text);
        for (Matcher match = INSTANT.matcher(plain); match.find(); ) {
            put(places, match, instant(match.group()));
        }
        for (Matcher match = ISO.matcher(plain); match.find(); ) {
            put(places, match, day(match.group(1), match.group(2), match.group(3)));
        }
        for (Matcher match = NUMERIC.matcher(plain); match.find(); ) {
            put(places, match, numeric(match, language));
        }
        if (language.equals("de")) {
            for (Matcher match = WITHOUT_YEAR.matcher(plain); match.find(); ) {
                put(places, match, next(match.group(2), match.group(1)));
            }
        }
        for (Matcher match = TWELVE_HOURS.matcher(plain); match.find(); ) {
            put(places, match, twelveHours(match));
        }
        for (Matcher match = TWENTY_FOUR_HOURS.matcher(plain); match.find(); ) {
            put(places, match, twentyFourHours(match));
        }
    }

    @Nullable Read<Moment> at(int token) {
        return byToken.get(token);
    }

    private void put(Places places, Matcher match, @Nullable Moment moment) {
        Integer first = places.first.get(match.start());
        if (moment != null && first != null && !byToken.containsKey(first)) {
            int last = places.lastBefore(first, match.end());
            byToken.put(first, new Read<>(moment, first, last + 1));
        }
    }

    private static @Nullable Moment instant(String iso) {
        try {
            return Moment.of(OffsetDateTime.parse(iso).toZonedDateTime());
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    private @Nullable Moment numeric(Matcher match, String language) {
        String year = match.group(4).length() == 2 ? "20" + match.group(4) : match.group(4);
        Moment dayFirst = day(year, match.group(3), match.group(1));
        Moment monthFirst = day(year, match.group(1), match.group(3));
        if (dayFirst == null || monthFirst == null || dayFirst.equals(monthFirst)) {
            return dayFirst != null ? dayFirst : monthFirst;
        }
        if (!language.equals("en") || match.group(2).equals(".") || DAY_FIRST.contains(region)) {
            return dayFirst;
        }
        return MONTH_FIRST.contains(region) ? monthFirst : Moment.OPEN;
    }

    private static @Nullable Moment day(String year, String month, String day) {
        try {
            return Moment.of(
                    LocalDate.of(
                            Integer.parseInt(year),
                            Integer.parseInt(month),
                            Integer.parseInt(day)));
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    private @Nullable Moment next(String month, String day) {
        try {
            return Moment.of(
                    Calendar.next(
                            Integer.parseInt(month), Integer.parseInt(day), now.toLocalDate()));
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    private static @Nullable Moment twelveHours(Matcher match) {
        int hour = Integer.parseInt(match.group(1));
        boolean afternoon = match.group(3).equalsIgnoreCase("p");
        return hour < 1 || hour > 12
                ? null
                : time(hour % 12 + (afternoon ? 12 : 0), match.group(2), true);
    }

    private static @Nullable Moment twentyFourHours(Matcher match) {
        String minutes =
                match.group(2) != null
                        ? match.group(2)
                        : match.group(3) != null ? match.group(3) : match.group(4);
        String hour = match.group(1);
        boolean sure = hour.startsWith("0") || !match.group().matches("[\\d:]+");
        return time(Integer.parseInt(hour), minutes, sure);
    }

    private static @Nullable Moment time(int hour, @Nullable String minutes, boolean sure) {
        int minute = minutes == null ? 0 : Integer.parseInt(minutes);
        return hour > 23 || minute > 59
                ? null
                : Moment.of(LocalTime.of(hour, minute), sure || hour > 12 || hour == 0);
    }

    private static String withAsciiDigits(String text) {
        StringBuilder plain = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 && Character.isDigit(c)) {
                plain = plain == null ? new StringBuilder(text) : plain;
                plain.setCharAt(i, (char) ('0' + Character.digit(c, 10)));
            }
        }
        return plain == null ? text : plain.toString();
    }

    /** Where tokens begin and end. */
    private static final class Places {

        private final Map<Integer, Integer> first = new HashMap<>();
        private final List<Token> tokens;

        Places(List<Token> tokens) {
            this.tokens = tokens;
            for (int i = 0; i < tokens.size(); i++) {
                first.put(tokens.get(i).start(), i);
            }
        }

        int lastBefore(int from, int end) {
            int last = from;
            while (last + 1 < tokens.size() && tokens.get(last + 1).end() <= end) {
                last++;
            }
            return last;
        }
    }
}
