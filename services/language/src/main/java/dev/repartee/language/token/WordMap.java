package dev.repartee.language.token;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What words stand for, found by their letters: no string is made of a word that is asked about.
 * Open addressing by {@link String#hashCode}. Immutable.
 *
 * @param <V> what a word stands for
 */
public final class WordMap<V> {

    private final @Nullable String[] words;
    private final List<@Nullable V> values;

    public WordMap(Map<String, ? extends V> entries) {
        int capacity = Integer.highestOneBit(Math.max(8, 2 * entries.size())) * 2;
        this.words = new String[capacity];
        this.values = new ArrayList<>(Collections.nCopies(capacity, null));
        entries.forEach(
                (word, value) -> {
                    int slot = spread(word.hashCode());
                    while (words[slot] != null) {
                        slot = next(slot);
                    }
                    words[slot] = word;
                    values.set(slot, value);
                });
    }

    /** What a word of a text stands for, or null when that is nothing. */
    public @Nullable V of(Tokens tokens, int index) {
        int slot = spread(tokens.hash(index));
        for (String word = words[slot]; word != null; word = words[slot]) {
            if (tokens.is(index, word)) {
                return values.get(slot);
            }
            slot = next(slot);
        }
        return null;
    }

    /** The same for the first letters of a word with an ending. */
    public @Nullable V of(String word, int letters, String ending) {
        int slot = spread(hash(hash(0, word, letters), ending, ending.length()));
        for (String found = words[slot]; found != null; found = words[slot]) {
            if (found.length() == letters + ending.length()
                    && found.regionMatches(0, word, 0, letters)
                    && found.endsWith(ending)) {
                return values.get(slot);
            }
            slot = next(slot);
        }
        return null;
    }

    private static int hash(int before, String word, int letters) {
        int hash = before;
        for (int at = 0; at < letters; at++) {
            hash = 31 * hash + word.charAt(at);
        }
        return hash;
    }

    private int spread(int hash) {
        return (hash ^ hash >>> 16) & words.length - 1;
    }

    private int next(int slot) {
        return slot + 1 & words.length - 1;
    }
}
