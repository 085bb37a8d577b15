package dev.repartee.language.entity;

import dev.repartee.language.token.WordHint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds postal addresses with a street and a number, and the postcode and town right after them, as
 * they are written in English, German and Spanish. All repetitions are bounded, so time is linear.
 */
final class AddressFinder {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String WORD = "\\p{L}[\\p{L}'.]{0,24}";
    private static final String TOWN =
            "(?:,? (?:[A-Z]{1,2}-)?\\d{4,5} \\p{Lu}[\\p{L}-]{1,24}(?: \\p{Lu}[\\p{L}-]{1,24})?)?";

    /**
     * An address as some languages write it.
     *
     * @param hint a word that each of them has
     */
    private record Form(WordHint hint, Pattern pattern) {}

    private static final List<Form> FORMS =
            List.of(
                    new Form(
                            new WordHint(
                                    "st",
                                    "ave",
                                    "road",
                                    "rd",
                                    "lane",
                                    "ln",
                                    "dr",
                                    "boulevard",
                                    "blvd",
                                    "court",
                                    "ct",
                                    "sq",
                                    "terrace",
                                    "highway",
                                    "hwy",
                                    "parkway",
                                    "pkwy"),
                            Pattern.compile(
                                    "(?<![\\p{L}\\d])\\d{1,5}[A-Za-z]? (?:"
                                            + WORD
                                            + " ){1,3}?(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd"
                                            + "|court|ct|square|sq|terrace|highway|hwy|parkway|pkwy)\\b(?:,?"
                                            + " (?:apt|suite|unit|flat|#) ?[\\w-]{1,6})?(?:, \\p{Lu}[\\p{L}"
                                            + " ]{1,24}(?:, [A-Z]{2})?(?: \\d{5})?)?",
                                    FLAGS)),
                    new Form(
                            new WordHint(
                                    "straße", "strasse", "str.", "weg", "platz", "allee", "gasse",
                                    "damm", "ufer", "ring"),
                            Pattern.compile(
                                    "(?<![\\p{L}-])(?:\\p{Lu}\\p{L}{0,24}[ -]){0,3}"
                                            + "(?:\\p{L}{2,24}(?:straße|strasse|str\\.|weg|platz|allee|gasse|damm|ufer|ring)"
                                            + "|Straße|Strasse|Str\\.|Platz|Allee|Weg|Damm|Ufer|Ring) \\d{1,4}"
                                            + " ?[a-h]?(?![\\p{L}\\d])"
                                            + TOWN)),
                    new Form(
                            new WordHint(
                                    "calle",
                                    "avenida",
                                    "avda.",
                                    "av.",
                                    "c/",
                                    "plaza",
                                    "paseo",
                                    "camino",
                                    "carretera"),
                            Pattern.compile(
                                    "(?<!\\p{L})(?:calle|avenida|avda\\.|av\\.|c/|plaza|paseo|camino|carretera)"
                                            + " ?(?:"
                                            + WORD
                                            + ",? ){1,5}?(?:n[.ºo°]{1,2} ?)?\\d{1,4}(?!\\d)",
                                    FLAGS)));

    List<Span> find(String text) {
        var found = new ArrayList<Span>();
        if (!hasDigit(text)) {
            return found;
        }
        for (Form form : FORMS) {
            if (!form.hint().mayBeIn(text)) {
                continue;
            }
            for (Matcher match = form.pattern().matcher(text); match.find(); ) {
                String address = match.group().strip();
                int end = match.start() + match.group().stripTrailing().length();
                found.add(
                        new Span(
                                EntityType.ADDRESS,
                                BLANKS.matcher(address).replaceAll(" "),
                                match.start(),
                                end));
            }
        }
        return found;
    }

    private static boolean hasDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
