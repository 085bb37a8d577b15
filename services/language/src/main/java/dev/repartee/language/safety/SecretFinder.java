package dev.repartee.language.safety;

import dev.repartee.language.token.WordHint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets by their form: keys of well-known services, JSON web tokens, and what follows
 * {@code password:} or the like. Possessive quantifiers over disjoint classes keep time linear; the
 * look at the first character is for speed alone.
 */
final class SecretFinder {

    static final Pattern TOKEN =
            Pattern.compile(
                    "(?=[sprAgxe])(?<![A-Za-z0-9_-])(?:"
                            + "sk-[A-Za-z0-9_-]{16,256}+"
                            + "|(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{10,128}+"
                            + "|(?:AKIA|ASIA)[A-Z0-9]{16}+"
                            + "|gh[pousr]_[A-Za-z0-9]{20,255}+"
                            + "|github_pat_[A-Za-z0-9_]{20,255}+"
                            + "|glpat-[A-Za-z0-9_-]{16,128}+"
                            + "|xox[abprs]-[A-Za-z0-9-]{10,255}+"
                            + "|AIza[A-Za-z0-9_-]{30,64}+"
                            + "|eyJ[A-Za-z0-9_-]{8,2048}+\\.[A-Za-z0-9_-]{8,4096}+\\.[A-Za-z0-9_-]{8,1024}+"
                            + ")");

    private static final String NAME =
            "password|passwd|passwort|contraseña|api[_ -]?key|secret(?:[_ -]?key)?|access[_ -]?token"
                    + "|bearer";

    static final Pattern ASSIGNMENT =
            Pattern.compile(
                    "(?=[pcasbſ])(?<![\\p{L}\\d_])(?:"
                            + NAME
                            + ")(?: is)?(?:[ \\t]?[:=][ \\t\\n]{0,3}|[ \\t])([\"'`]?)([^\\s\"'`]{6,200}+)\\1",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    static final WordHint ANNOUNCED = WordHint.of(NAME);

    /** A place in a text. */
    record Range(int start, int end) {}

    List<Range> find(String text) {
        var found = new ArrayList<Range>();
        if (mayHoldToken(text)) {
            for (Matcher match = TOKEN.matcher(text); match.find(); ) {
                found.add(new Range(match.start(), match.end()));
            }
        }
        if (ANNOUNCED.mayBeIn(text)) {
            for (Matcher match = ASSIGNMENT.matcher(text); match.find(); ) {
                if (looksSecret(match.group(2))) {
                    found.add(new Range(match.start(2), match.end(2)));
                }
            }
        }
        return found;
    }

    /** Whether a text has what every token begins with, or a dash of its beginning. */
    static boolean mayHoldToken(String text) {
        return text.indexOf('-') >= 0
                || text.indexOf('_') >= 0
                || text.contains("AKIA")
                || text.contains("ASIA")
                || text.contains("AIza")
                || text.contains("eyJ");
    }

    /** Tells {@code password: hunter22} from {@code password: required}. */
    private static boolean looksSecret(String value) {
        boolean letter = value.chars().anyMatch(Character::isLetter);
        boolean other =
                value.substring(0, value.length() - 1)
                        .chars()
                        .anyMatch(c -> !Character.isLetter(c));
        return letter && other && !value.startsWith("http");
    }
}
