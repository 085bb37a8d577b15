package dev.repartee.language;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;

/**
 * Tags a short text with its language (BCP 47), or {@code und} when unsure.
 *
 * <p>The script decides where it belongs to one language; Latin script is told apart by {@link
 * LatinProfiles}, Hindi in Latin script ({@code hi-Latn}) included. A text that mixes Latin words
 * into another script is in the language of that script: {@code order cancel करना है}. Only the
 * first 400 chars are looked at. Thread-safe; well under a millisecond.
 */
public final class LanguageTagger {

    /** The tag of text whose language can't be told. */
    public static final String UNDETERMINED = "und";

    private static final int MAX_CHARS = 400;
    private static final double MIN_SHARE = 0.5;

    /** Words in Latin script are borrowed up to this share of a text in another script. */
    private static final double MAX_BORROWED = 0.72;

    private static final Map<UnicodeScript, String> LANGUAGE_OF_SCRIPT =
            Map.ofEntries(
                    Map.entry(UnicodeScript.HAN, "zh"),
                    Map.entry(UnicodeScript.HIRAGANA, "ja"),
                    Map.entry(UnicodeScript.KATAKANA, "ja"),
                    Map.entry(UnicodeScript.HANGUL, "ko"),
                    Map.entry(UnicodeScript.DEVANAGARI, "hi"),
                    Map.entry(UnicodeScript.ARABIC, "ar"),
                    Map.entry(UnicodeScript.CYRILLIC, "ru"),
                    Map.entry(UnicodeScript.GREEK, "el"),
                    Map.entry(UnicodeScript.HEBREW, "he"),
                    Map.entry(UnicodeScript.THAI, "th"),
                    Map.entry(UnicodeScript.BENGALI, "bn"),
                    Map.entry(UnicodeScript.TAMIL, "ta"),
                    Map.entry(UnicodeScript.TELUGU, "te"),
                    Map.entry(UnicodeScript.GUJARATI, "gu"),
                    Map.entry(UnicodeScript.GURMUKHI, "pa"),
                    Map.entry(UnicodeScript.KANNADA, "kn"),
                    Map.entry(UnicodeScript.MALAYALAM, "ml"));

    private final LatinProfiles latin = LatinProfiles.shipped();

    /** Returns the tag of the language that most of the text is in. */
    public String tag(String text) {
        String head = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
        var letters = new EnumMap<UnicodeScript, Integer>(UnicodeScript.class);
        int total = 0;
        for (int at = 0; at < head.length(); ) {
            int codePoint = head.codePointAt(at);
            at += Character.charCount(codePoint);
            if (Character.isLetter(codePoint) || isVowelSign(codePoint)) {
                letters.merge(script(codePoint), 1, Integer::sum);
                total++;
            }
        }
        if (total == 0) {
            return UNDETERMINED;
        }
        if (hasKana(letters)) {
            letters.merge(
                    UnicodeScript.HIRAGANA,
                    letters.getOrDefault(UnicodeScript.HAN, 0),
                    Integer::sum);
            letters.remove(UnicodeScript.HAN);
        }
        int latinLetters = letters.getOrDefault(UnicodeScript.LATIN, 0);
        if (latinLetters <= total * MAX_BORROWED) {
            total -= latinLetters;
            letters.remove(UnicodeScript.LATIN);
        }
        Map.Entry<UnicodeScript, Integer> most =
                letters.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        if (most.getValue() < total * MIN_SHARE) {
            return UNDETERMINED;
        }
        return most.getKey() == UnicodeScript.LATIN
                ? latin.tag(head)
                : ofScript(most.getKey(), head);
    }

    private static boolean isVowelSign(int codePoint) {
        return codePoint >= 0x900
                && switch (Character.getType(codePoint)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
                    default -> false;
                }
                && UnicodeScript.of(codePoint) != UnicodeScript.INHERITED;
    }

    private static UnicodeScript script(int codePoint) {
        if (codePoint < 0x80) {
            return UnicodeScript.LATIN;
        }
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.KATAKANA ? UnicodeScript.HIRAGANA : script;
    }

    /** Ideographs are Japanese when at least a tenth as many kana stand among them. */
    private static boolean hasKana(Map<UnicodeScript, Integer> letters) {
        return letters.getOrDefault(UnicodeScript.HIRAGANA, 0) * 10
                > letters.getOrDefault(UnicodeScript.HAN, 0);
    }

    private static String ofScript(UnicodeScript script, String text) {
        return switch (script) {
            case CYRILLIC -> containsAny(text, "іїєґІЇЄҐ") ? "uk" : "ru";
            case ARABIC -> arabicScript(text);
            default -> LANGUAGE_OF_SCRIPT.getOrDefault(script, UNDETERMINED);
        };
    }

    private static String arabicScript(String text) {
        if (containsAny(text, "ٹڈڑےںھہ")) {
            return "ur";
        }
        return containsAny(text, "پچژگ") ? "fa" : "ar";
    }

    private static boolean containsAny(String text, String chars) {
        return text.chars().anyMatch(c -> chars.indexOf(c) >= 0);
    }
}
