package dev.repartee.language.entity;

import dev.repartee.language.entity.Lexicon.Section;
import dev.repartee.language.token.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds times of day: {@code 17:30}, {@code 5 pm}, {@code 17h30}, {@code 17 Uhr}, noon. Patterns
 * are bounded.
 */
final class TimeFinder {

    private static final Pattern TWELVE_HOURS =
            Pattern.compile(
                    "(?<![\\w.,:])(\\d{1,2})(?:[:.](\\d{2}))? ?([ap])\\.?m\\b\\.?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern TWENTY_FOUR_HOURS =
            Pattern.compile(
                    "(?<![\\w.,:])(\\d{1,2})(?::(\\d{2})(?::\\d{2})?(?: ?uhr)?|h(\\d{2})?| uhr| बजे)(?![\\w:])",
                    Pattern.CASE_INSENSITIVE);

    private final Lexicon lexicon;

    TimeFinder(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    List<Span> find(String text, List<Token> tokens) {
        var found = new ArrayList<Span>();
        for (Matcher match = TWELVE_HOURS.matcher(text); match.find(); ) {
            int hour = Integer.parseInt(match.group(1));
            boolean afternoon = match.group(3).equalsIgnoreCase("p");
            if (hour >= 1 && hour <= 12) {
                add(found, hour % 12 + (afternoon ? 12 : 0), minutes(match.group(2)), match);
            }
        }
        for (Matcher match = TWENTY_FOUR_HOURS.matcher(text); match.find(); ) {
            String minutes = match.group(2) != null ? match.group(2) : match.group(3);
            add(found, Integer.parseInt(match.group(1)), minutes(minutes), match);
        }
        for (Token token : tokens) {
            lexicon.value(Section.CLOCK, token.word())
                    .ifPresent(
                            time ->
                                    found.add(
                                            new Span(
                                                    EntityType.TIME,
                                                    time,
                                                    token.start(),
                                                    token.end())));
        }
        return found;
    }

    private static int minutes(@Nullable String minutes) {
        return minutes == null ? 0 : Integer.parseInt(minutes);
    }

    private static void add(List<Span> found, int hour, int minute, Matcher match) {
        if (hour < 24 && minute < 60) {
            String time = String.format(Locale.ROOT, "%02d:%02d", hour, minute);
            found.add(new Span(EntityType.TIME, time, match.start(), match.end()));
        }
    }
}
