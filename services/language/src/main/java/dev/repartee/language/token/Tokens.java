package dev.repartee.language.token;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The words of one text, in order. A word becomes a string when somebody asks for it: whoever looks
 * for some words among many is content with its first letters, and whoever looks at three readings
 * of a text makes hardly any. Unmodifiable and thread-safe; threads may make the same word.
 */
public final class Tokens extends AbstractList<Token> implements RandomAccess {

    private final String text;
    private final int size;

    /** Of each word its start and its end. */
    private final int[] places;

    /** What was asked for, and what can't be read off the text letter by letter. */
    private @Nullable Token @Nullable [] made;

    private Tokens(String text, int size, int[] places, @Nullable Token @Nullable [] made) {
        this.text = text;
        this.size = size;
        this.places = places;
        this.made = made;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Token get(int index) {
        Objects.checkIndex(index, size);
        Token token = made(index);
        if (token == null) {
            int start = places[2 * index];
            int end = places[2 * index + 1];
            token = new Token(Tokenizer.fold(text.substring(start, end)), start, end);
            keep(index, token);
        }
        return token;
    }

    private @Nullable Token made(int index) {
        @Nullable Token[] all = made;
        return all == null ? null : all[index];
    }

    private void keep(int index, Token token) {
        @Nullable Token[] all = made;
        if (all == null) {
            all = new Token[size];
            made = all;
        }
        all[index] = token;
    }

    /** The first words, the same as these when there are no more. */
    public Tokens first(int most) {
        return size <= most ? this : new Tokens(text, most, places, made);
    }

    /** How many letters a word has. */
    public int length(int index) {
        Token token = made(index);
        return token == null ? places[2 * index + 1] - places[2 * index] : token.word().length();
    }

    /** A letter of a word, as {@link Token#word} has it. */
    public char letter(int index, int at) {
        Token token = made(index);
        if (token != null) {
            return token.word().charAt(at);
        }
        char letter = text.charAt(places[2 * index] + at);
        return letter >= 'A' && letter <= 'Z' ? (char) (letter + ('a' - 'A')) : letter;
    }

    /** Whether a word is that one. */
    public boolean is(int index, String word) {
        return length(index) == word.length() && startsWith(index, word);
    }

    /** Whether a word begins so. */
    public boolean startsWith(int index, String stem) {
        if (length(index) < stem.length()) {
            return false;
        }
        for (int at = 0; at < stem.length(); at++) {
            if (letter(index, at) != stem.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    /** The {@link String#hashCode} of a word. */
    int hash(int index) {
        int hash = 0;
        for (int at = 0, length = length(index); at < length; at++) {
            hash = 31 * hash + letter(index, at);
        }
        return hash;
    }

    /** The index of the word that ends at a place of the text, or -1. */
    public static int endingAt(List<Token> tokens, int end) {
        return find(tokens, end, Token::end);
    }

    /** The index of the word that starts at a place of the text, or -1. */
    public static int startingAt(List<Token> tokens, int start) {
        return find(tokens, start, Token::start);
    }

    private static int find(List<Token> tokens, int wanted, ToIntFunction<Token> place) {
        int low = 0;
        int high = tokens.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = place.applyAsInt(tokens.get(middle));
            if (found == wanted) {
                return middle;
            }
            if (found < wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** Gathers the words of a text from left to right. For one thread. */
    static final class Builder {

        private final String text;
        private int size;
        private int[] places;
        private @Nullable Token @Nullable [] made;

        Builder(String text) {
            this.text = text;
            int expected = text.length() / 4 + 2;
            this.places = new int[2 * expected];
        }

        /** Adds a word of ASCII alone. */
        void add(int start, int end) {
            if (2 * size == places.length) {
                places = Arrays.copyOf(places, 4 * size);
            }
            places[2 * size] = start;
            places[2 * size + 1] = end;
            size++;
        }

        void add(Token token) {
            add(token.start(), token.end());
            if (made == null) {
                made = new Token[places.length / 2];
            } else if (size > made.length) {
                made = Arrays.copyOf(made, places.length / 2);
            }
            made[size - 1] = token;
        }

        Tokens build() {
            boolean all = made == null || made.length >= size;
            return new Tokens(text, size, places, all ? made : Arrays.copyOf(made, size));
        }
    }
}
