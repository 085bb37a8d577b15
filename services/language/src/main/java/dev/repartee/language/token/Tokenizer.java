package dev.repartee.language.token;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Splits text into words: runs of letters, marks and digits, with apostrophes inside. Each
 * ideograph, kana or Thai letter run stays one word; there is no segmentation by dictionary. A
 * question mark is a word too, since rules ask for it. Linear and stateless.
 */
public final class Tokenizer {

    private static final char LAST_LATIN = '\u024F';
    private static final char APOSTROPHE = '’';

    /** What each Latin letter is without its marks; none of them changes beside another. */
    private static final String[] LATIN = latin();

    private Tokenizer() {}

    /** Returns the words of the text in order. */
    public static Tokens tokenize(String text) {
        var tokens = new Tokens.Builder(text);
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (codePoint == '?' || codePoint == '？' || codePoint == '؟') {
                tokens.add(new Token("?", at, next));
            } else if (isWordPart(codePoint)) {
                next = wordEnd(text, next);
                add(text, at, next, tokens);
            }
            at = next;
        }
        return tokens.build();
    }

    private static void add(String text, int start, int end, Tokens.Builder tokens) {
        if (isAscii(text, start, end)) {
            tokens.add(start, end);
            return;
        }
        String word = fold(text.substring(start, end));
        if (!word.isEmpty()) {
            tokens.add(new Token(word, start, end));
        }
    }

    /** Brings a word into the form in which tokens are compared. */
    public static String fold(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return isAscii(lower, 0, lower.length()) ? lower : withoutMarks(lower);
    }

    private static boolean isAscii(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String withoutMarks(String lower) {
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= LATIN.length && c != APOSTROPHE) {
                return normalized(lower);
            }
        }
        var folded = new StringBuilder(lower.length() + 2);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c < 0x80) {
                folded.append(c);
            } else {
                folded.append(c == APOSTROPHE ? "'" : LATIN[c]);
            }
        }
        return folded.toString();
    }

    private static String[] latin() {
        String[] latin = new String[LAST_LATIN + 1];
        for (char c = 0; c < latin.length; c++) {
            latin[c] = normalized(String.valueOf(c));
        }
        return latin;
    }

    /** Any word; the JDK's normaliser costs more than all else that is done with it. */
    static String normalized(String lower) {
        String decomposed = Normalizer.normalize(lower, Normalizer.Form.NFD);
        var folded = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            switch (c) {
                case 'ß' -> folded.append("ss");
                case 'ı' -> folded.append('i');
                case 'ø' -> folded.append('o');
                case 'æ' -> folded.append("ae");
                case 'œ' -> folded.append("oe");
                case '’', 'ʼ' -> folded.append('\'');
                default -> {
                    if (c < '\u0300' || c > '\u036F') {
                        folded.append(c);
                    }
                }
            }
        }
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            boolean apostrophe = codePoint == '\'' || codePoint == '’';
            if (apostrophe
                    && at + 1 < text.length()
                    && Character.isLetter(text.codePointAt(at + 1))) {
                at++;
            } else if (isWordPart(codePoint)) {
                at += Character.charCount(codePoint);
            } else {
                break;
            }
        }
        return at;
    }

    private static boolean isWordPart(int codePoint) {
        if (codePoint < 0x80) {
            return Character.isLetterOrDigit(codePoint);
        }
        return Character.isLetterOrDigit(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK ->
                            true;
                    default -> codePoint == 0x200D || codePoint == 0x200C;
                };
    }
}
