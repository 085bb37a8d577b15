package dev.repartee.language.entity.custom;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds text of a form by RE2, whose time is the length of the text times the size of the pattern,
 * whatever either is: a pattern's size is bounded, and only the first {@value #MAX_TEXT} chars of a
 * text are looked at.
 */
final class PatternFinder {

    private static final int MAX_LENGTH = 500;
    private static final int MAX_SIZE = 1000;
    private static final int MAX_FOUND = 100;
    static final int MAX_TEXT = 20_000;
    private static final String TOO_LARGE = "it is too large: repeat less, or fewer times";

    private final String type;
    private final Pattern pattern;

    private PatternFinder(String type, Pattern pattern) {
        this.type = type;
        this.pattern = pattern;
    }

    /**
     * @throws dev.repartee.contract.ReparteeException when the pattern is refused, saying why
     */
    static PatternFinder compile(EntityDefinition.Pattern definition) {
        String regex = definition.regex();
        if (regex.isBlank() || regex.length() > MAX_LENGTH) {
            throw refused(definition, "it must have 1 to " + MAX_LENGTH + " chars");
        }
        if (PatternSize.of(regex) > MAX_SIZE) {
            throw refused(definition, TOO_LARGE);
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw refused(
                    definition,
                    e.getDescription() + " (look-around and back-references are not supported)");
        }
        if (pattern.programSize() > MAX_SIZE) {
            throw refused(definition, TOO_LARGE);
        }
        if (pattern.matches("")) {
            throw refused(definition, "it matches the empty text");
        }
        return new PatternFinder(definition.type(), pattern);
    }

    List<CustomSpan> find(String text) {
        String head = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
        var found = new ArrayList<CustomSpan>();
        Matcher matcher = pattern.matcher(head);
        while (found.size() < MAX_FOUND && matcher.find()) {
            int start = matcher.start();
            int end = matcher.end();
            if (end > start && !cuts(text, start) && !cuts(text, end)) {
                found.add(new CustomSpan(type, text.substring(start, end), start, end));
            }
        }
        return found;
    }

    private static boolean cuts(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }

    private static RuntimeException refused(EntityDefinition.Pattern definition, String cause) {
        String regex = definition.regex();
        String shown = regex.length() <= 80 ? regex : regex.substring(0, 80) + "...";
        return CustomEntities.invalid(
                "the pattern of '%s' is refused: %s: %s"
                        .formatted(definition.type(), cause, shown));
    }
}
