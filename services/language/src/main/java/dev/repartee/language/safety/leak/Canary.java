package dev.repartee.language.safety.leak;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A word that stands in one prompt and nowhere else: a reply that contains it gives away the
 * prompt. It is found however it is spelled out: with spaces or signs between its letters,
 * backwards, in Base64 or hexadecimal. Immutable.
 */
public final class Canary {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Without vowels, so that it is never a word. */
    private static final String ALPHABET = "bcdfghjkmnpqrstvwxz23456789";

    private static final int LENGTH = 16;

    /** How many of the 256 bytes stand for letters, for each as many. */
    private static final int EVENLY = 256 / ALPHABET.length() * ALPHABET.length();

    /** So many of its letters at the end of a text may be its beginning. */
    private static final int TELLING = 4;

    private static final char NONE = 0;

    private final String word;
    private final List<String> spellings;
    private final int longest;

    private Canary(String word) {
        this.word = word;
        this.spellings = spellings(word);
        this.longest = spellings.stream().mapToInt(String::length).max().orElseThrow();
    }

    /** One that was never used. */
    public static Canary fresh() {
        StringBuilder word = new StringBuilder(LENGTH);
        byte[] drawn = new byte[2 * LENGTH];
        while (word.length() < LENGTH) {
            RANDOM.nextBytes(drawn);
            for (int i = 0; i < drawn.length && word.length() < LENGTH; i++) {
                int number = Byte.toUnsignedInt(drawn[i]);
                // The rest would make some letters likelier than others.
                if (number < EVENLY) {
                    word.append(ALPHABET.charAt(number % ALPHABET.length()));
                }
            }
        }
        return new Canary(word.toString());
    }

    /** The word to put into a prompt. */
    public String word() {
        return word;
    }

    /** Whether a text contains it. */
    boolean isIn(String text) {
        String letters = letters(text);
        for (String spelling : spellings) {
            if (letters.contains(spelling)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text ends with what may be its beginning. */
    boolean maybeBeginsIn(String text) {
        String letters = lastLetters(text, longest - 1);
        for (String spelling : spellings) {
            int most = Math.min(spelling.length() - 1, letters.length());
            for (int length = most; length >= TELLING; length--) {
                if (letters.regionMatches(letters.length() - length, spelling, 0, length)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> spellings(String word) {
        List<String> spellings = new ArrayList<>();
        spellings.add(word);
        spellings.add(new StringBuilder(word).reverse().toString());
        spellings.add(HexFormat.of().formatHex(word.getBytes(StandardCharsets.US_ASCII)));
        // Base64 reads differently with each of three places in a longer text; the middle stays.
        for (int shift = 0; shift < 3; shift++) {
            String encoded =
                    Base64.getEncoder()
                            .encodeToString(
                                    (" ".repeat(shift) + word).getBytes(StandardCharsets.US_ASCII));
            spellings.add(letters(encoded.substring(4, encoded.length() - 4)));
        }
        return List.copyOf(spellings);
    }

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = letter(text.charAt(i));
            if (letter != NONE) {
                letters.append(letter);
            }
        }
        return letters.toString();
    }

    private static String lastLetters(String text, int most) {
        char[] letters = new char[most];
        int start = most;
        for (int i = text.length() - 1; i >= 0 && start > 0; i--) {
            char letter = letter(text.charAt(i));
            if (letter != NONE) {
                letters[--start] = letter;
            }
        }
        return new String(letters, start, most - start);
    }

    private static char letter(char c) {
        if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z') {
            return c;
        }
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : NONE;
    }
}
