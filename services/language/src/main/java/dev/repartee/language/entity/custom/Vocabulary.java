package dev.repartee.language.entity.custom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of a catalogue, found again when they are misspelt or inflected.
 *
 * <p>Words of 4 to 9 letters are indexed by themselves with each letter left out (as in SymSpell),
 * longer ones by their first and last five letters treated so: one slip in the former and two in
 * the latter always leave a key in common. What shares a key is compared in full. An entry takes 8
 * bytes, a word up to 24 entries.
 */
final class Vocabulary {

    private static final int MIN_FUZZY = 4;
    private static final int MAX_WHOLE = 9;
    private static final int MIN_PARTS = 8;
    private static final int PART = 5;
    private static final int ONE_SLIP_FROM = 5;
    private static final int TWO_SLIPS_FROM = 9;
    private static final int MAX_COMPARED = 400;
    private static final int MAX_CANDIDATES = 12;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    /** Hashes of keys in the upper half, numbers of words in the lower, sorted. */
    private long[] index = new long[0];

    private int size;

    /** A word that may be meant. */
    record Candidate(int word, int slips) {}

    int add(String word) {
        Integer known = numbers.putIfAbsent(word, words.size());
        if (known != null) {
            return known;
        }
        words.add(word);
        return words.size() - 1;
    }

    /** Makes misspelt words findable, once all words are there. */
    void seal() {
        index = new long[words.size() * 8];
        for (int number = 0; number < words.size(); number++) {
            for (int key : keys(words.get(number))) {
                if (size == index.length) {
                    index = Arrays.copyOf(index, size * 2 + 16);
                }
                index[size++] = (long) key << 32 | number;
            }
        }
        index = Arrays.copyOf(index, size);
        Arrays.sort(index);
    }

    int exact(String word) {
        return numbers.getOrDefault(word, -1);
    }

    /** Returns the words that one may mean, the nearest first. */
    List<Candidate> near(String word) {
        var found = new ArrayList<Candidate>();
        int exact = exact(word);
        if (exact >= 0) {
            found.add(new Candidate(exact, 0));
        }
        if (word.length() < MIN_FUZZY || index.length == 0 || !isSpelt(word)) {
            return found;
        }
        var seen = new BitSet();
        int compared = 0;
        for (int key : keys(word)) {
            for (int at = first(key); at < size && (int) (index[at] >> 32) == key; at++) {
                int number = (int) index[at];
                if (seen.get(number) || number == exact || compared++ > MAX_COMPARED) {
                    continue;
                }
                seen.set(number);
                int slips = slips(word, words.get(number));
                if (slips >= 0) {
                    found.add(new Candidate(number, slips));
                }
            }
        }
        found.sort(Comparator.comparingInt(Candidate::slips));
        return found.size() <= MAX_CANDIDATES ? found : found.subList(0, MAX_CANDIDATES);
    }

    /** How far a word is from one of the catalogue; -1 when it is another word. */
    private static int slips(String word, String of) {
        if (Inflection.isOf(word, of)) {
            return 0;
        }
        int shorter = Math.min(word.length(), of.length());
        int most = shorter >= TWO_SLIPS_FROM ? 2 : shorter >= ONE_SLIP_FROM ? 1 : 0;
        int slips = EditDistance.within(word, of, most);
        boolean sameStart = word.charAt(0) == of.charAt(0) || shorter > ONE_SLIP_FROM;
        return slips <= most && sameStart ? slips : -1;
    }

    /** A word with a digit in it is a name of its own: X100 is not X200. */
    private static boolean isSpelt(String word) {
        return word.chars().noneMatch(Character::isDigit);
    }

    private static int[] keys(String word) {
        if (word.length() < MIN_FUZZY - 1 || !isSpelt(word)) {
            return new int[0];
        }
        int[] keys = new int[40];
        int count = 0;
        String stem = Inflection.stem(word);
        keys[count++] = stem.hashCode() * 31 + 1;
        if (word.length() <= MAX_WHOLE) {
            count = variants(word, 2, keys, count);
        }
        if (word.length() >= MIN_PARTS) {
            count = variants(word.substring(0, PART), 3, keys, count);
            count = variants(word.substring(word.length() - PART), 4, keys, count);
        }
        return Arrays.stream(keys, 0, count).distinct().toArray();
    }

    private static int variants(String word, int salt, int[] keys, int from) {
        int count = from;
        keys[count++] = word.hashCode() * 31 + salt;
        for (int i = 0; i < word.length(); i++) {
            String without = word.substring(0, i) + word.substring(i + 1);
            keys[count++] = without.hashCode() * 31 + salt;
        }
        return count;
    }

    private int first(int key) {
        int at = Arrays.binarySearch(index, (long) key << 32);
        return at < 0 ? -at - 1 : at;
    }
}
