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

    private static final String STREET =
            "street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|square|sq|terrace"
                    + "|highway|hwy|parkway|pkwy";
    private static final String STRASSE =
            "straße|strasse|str\\.|weg|platz|allee|gasse|damm|ufer|ring";
    private static final String STRASSE_ALONE =
            "Straße|Strasse|Str\\.|Platz|Allee|Weg|Damm|Ufer|Ring";
    private static final String CALLE =
            "calle|avenida|avda\\.|av\\.|c/|plaza|paseo|camino|carretera";

    /**
     * An address as some languages write it.
     *
     * @param hint a word that each of them has
     */
    record Form(WordHint hint, Pattern pattern) {}

    static final List<Form> FORMS =
            List.of(
                    new Form(
                            WordHint.of(STREET),
                            Pattern.compile(
                                    "(?<![\\p{L}\\d])\\d{1,5}[A-Za-z]? (?:"
                                            + WORD
                                            + " ){1,3}?(?:"
                                            + STREET
                                            + ")\\b(?:,?"
                                            + " (?:apt|suite|unit|flat|#) ?[\\w-]{1,6})?(?:, \\p{Lu}[\\p{L}"
                                            + " ]{1,24}(?:, [A-Z]{2})?(?: \\d{5})?)?",
                                    FLAGS)),
                    new Form(
                            WordHint.of(STRASSE, STRASSE_ALONE),
                            Pattern.compile(
                                    "(?<![\\p{L}-])(?:\\p{Lu}\\p{L}{0,24}[ -]){0,3}"
                                            + "(?:\\p{L}{2,24}(?:"
                                            + STRASSE
                                            + ")|"
                                            + STRASSE_ALONE
                                            + ") \\d{1,4}"
                                            + " ?[a-h]?(?![\\p{L}\\d])"
                                            + TOWN)),
                    new Form(
                            WordHint.of(CALLE),
                            Pattern.compile(
                                    "(?<!\\p{L})(?:"
                                            + CALLE
                                            + ") ?(?:"
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
