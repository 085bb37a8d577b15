package dev.repartee.language.temporal;

import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokens;
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

    static final Pattern INSTANT =
            Pattern.compile(
                    "(?<![\\w-])\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?"
                            + "(?:Z|[+-]\\d{2}:\\d{2})(?!\\w)");
    static final Pattern ISO = Pattern.compile("(?<![\\w-])(\\d{4})-(\\d{2})-(\\d{2})(?![\\w-])");
    static final Pattern NUMERIC =
            Pattern.compile(
                    "(?<![\\w.,/-])(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?![\\w/-])");
    static final Pattern WITHOUT_YEAR =
            Pattern.compile("(?<![\\w.,/-])(\\d{1,2})\\.(\\d{1,2})\\.(?!\\d)");
    static final Pattern TWELVE_HOURS =
            Pattern.compile(
                    "(?<![\\w.,:])(\\d{1,2})(?:[:.](\\d{2}))? ?([ap])\\.?m\\b\\.?",
                    Pattern.CASE_INSENSITIVE);
    static final Pattern TWENTY_FOUR_HOURS =
            Pattern.compile(
                    "(?<![\\w.,:])(\\d{1,2})(?::(\\d{2})(?::\\d{2})?(?:"
                            + " ?uhr)?|h(\\d{2})?|\\.(\\d{2}) ?uhr)(?![\\w:])",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern DIGITS = Pattern.compile("[\\d:]+");
    private static final Set<String> MONTH_FIRST = Set.of("US", "PH", "FM", "PR", "GU");
    private static final Set<String> DAY_FIRST =
            Set.of("GB", "IE", "IN", "AU", "NZ", "ZA", "SG", "NG", "KE", "PK", "BD", "MT");

    private final Map<Integer, Read<Moment>> byToken = new HashMap<>();
    private final List<Token> tokens;
    private final String region;
    private final ZonedDateTime now;

    Literals(Line line, String region, ZonedDateTime now) {
        this.tokens = line.tokens();
        this.region = region;
        this.now = now;
        String plain = withAsciiDigits(line.text());
        if (hasJointAfterDigit(plain)) {
            readDays(plain, line.language());
        }
        if (hasSignOfTime(plain)) {
            readTimes(plain);
        }
    }

    private void readDays(String plain, String language) {
        for (Matcher match = INSTANT.matcher(plain); match.find(); ) {
            put(match, instant(match.group()));
        }
        for (Matcher match = ISO.matcher(plain); match.find(); ) {
            put(match, day(match.group(1), match.group(2), match.group(3)));
        }
        for (Matcher match = NUMERIC.matcher(plain); match.find(); ) {
            put(match, numeric(match, language));
        }
        if (language.equals("de")) {
            for (Matcher match = WITHOUT_YEAR.matcher(plain); match.find(); ) {
                put(match, next(match.group(2), match.group(1)));
            }
        }
    }

    private void readTimes(String plain) {
        for (Matcher match = TWELVE_HOURS.matcher(plain); match.find(); ) {
            put(match, twelveHours(match));
        }
        for (Matcher match = TWENTY_FOUR_HOURS.matcher(plain); match.find(); ) {
            put(match, twentyFourHours(match));
        }
    }

    /** Whether digits are joined by a sign, as those of every day are. */
    static boolean hasJointAfterDigit(String plain) {
        for (int i = 1; i + 1 < plain.length(); i++) {
            char c = plain.charAt(i);
            if ((c == '-' || c == '.' || c == '/')
                    && isDigit(plain.charAt(i - 1))
                    && isDigit(plain.charAt(i + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether digits are followed by minutes, an {@code h}, or the beginning of am or pm. */
    static boolean hasSignOfTime(String plain) {
        for (int i = 1; i < plain.length(); i++) {
            if (isDigit(plain.charAt(i - 1)) && isSignOfTime(plain, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSignOfTime(String plain, int at) {
        boolean goesOn = at + 1 < plain.length();
        return switch (plain.charAt(at)) {
            case ':', '.' -> goesOn && isDigit(plain.charAt(at + 1));
            case ' ' -> goesOn && "apAP".indexOf(plain.charAt(at + 1)) >= 0;
            case 'h', 'H', 'a', 'A', 'p', 'P' -> true;
            default -> false;
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Nullable Read<Moment> at(int token) {
        return byToken.isEmpty() ? null : byToken.get(token);
    }

    private void put(Matcher match, @Nullable Moment moment) {
        int first = moment == null ? -1 : Tokens.startingAt(tokens, match.start());
        if (first >= 0 && !byToken.containsKey(first)) {
            int last = lastBefore(first, match.end());
            byToken.put(first, new Read<>(moment, first, last + 1));
        }
    }

    private int lastBefore(int from, int end) {
        int last = from;
        while (last + 1 < tokens.size() && tokens.get(last + 1).end() <= end) {
            last++;
        }
        return last;
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
        boolean sure = hour.startsWith("0") || !DIGITS.matcher(match.group()).matches();
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
}
