package dev.repartee.language.intent.vector;

import dev.repartee.language.token.Tokenizer;
import dev.repartee.language.token.WordMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What kinds of things words stand for: a violin and a guitar are instruments, and {@code cancel},
 * {@code stornieren} and {@code cancelar} are one thing to do. So words that no example has are
 * understood by what they share with words that examples have, across languages too. A list written
 * for this, not weights learnt from text. Immutable and thread-safe.
 */
public final class WordGroups {

    private static final String KINDS = "word-groups.txt";
    private static final String NAMES = "names.txt";
    private static final int[] NONE = {};
    private static final int SHORTEST_STEM = 4;

    /** Endings of inflected words in the languages of the list. */
    private static final List<String> ENDINGS =
            List.of(
                    "s", "es", "ed", "d", "ing", "er", "ers", "ly", "e", "en", "n", "em", "st", "t",
                    "te", "ten", "et", "as", "os", "a", "o", "an");

    /** Read when a first message asks for it. */
    private static final class Holder {
        static final WordGroups SHIPPED = load(KINDS);
        static final WordGroups WITH_NAMES = load(KINDS, NAMES);
    }

    private final WordMap<int[]> kinds;

    private WordGroups(Map<String, int[]> kinds) {
        this.kinds = new WordMap<>(kinds);
    }

    /** The list that ships with Repartee. */
    public static WordGroups shipped() {
        return Holder.SHIPPED;
    }

    /**
     * The same with names of people, places, brands and works, for what looks for values in
     * messages. Intents are told without: by its names a message about something else would look
     * familiar.
     */
    public static WordGroups withNames() {
        return Holder.WITH_NAMES;
    }

    private static WordGroups load(String... resources) {
        StringBuilder lines = new StringBuilder();
        for (String resource : resources) {
            try (InputStream in = WordGroups.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("missing resource: " + resource);
                }
                lines.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return readFrom(new StringReader(lines.toString()));
    }

    /**
     * Reads lines of {@code KIND: WORDS}, where a kind may be {@code WIDER/KIND}. Lines that begin
     * with # are remarks.
     */
    static WordGroups readFrom(Reader source) {
        Map<String, int[]> kinds = HashMap.newHashMap(8_000);
        new BufferedReader(source).lines().forEach(line -> read(line, kinds));
        return new WordGroups(kinds);
    }

    private static void read(String line, Map<String, int[]> kinds) {
        int colon = line.indexOf(':');
        if (colon > 0 && line.charAt(0) != '#') {
            int[] ofLine = {line.substring(0, colon).hashCode()};
            StringTokenizer words = new StringTokenizer(line.substring(colon + 1));
            while (words.hasMoreTokens()) {
                kinds.merge(Tokenizer.fold(words.nextToken()), ofLine, WordGroups::joined);
            }
        }
    }

    private static int[] joined(int[] some, int[] others) {
        return Arrays.stream(some).anyMatch(kind -> kind == others[0])
                ? some
                : IntStream.concat(Arrays.stream(some), Arrays.stream(others)).toArray();
    }

    /** The kinds of a folded word, or of what it may be a form of; none when it is unknown. */
    public int[] of(String word) {
        int[] exactly = kinds.of(word, word.length(), "");
        if (exactly != null) {
            return exactly;
        }
        for (String ending : ENDINGS) {
            int stem = word.length() - ending.length();
            if (stem >= (ending.equals("s") ? 3 : SHORTEST_STEM) && word.endsWith(ending)) {
                int[] found = ofStem(word, stem);
                if (found != null) {
                    return found;
                }
            }
        }
        return NONE;
    }

    private int @Nullable [] ofStem(String word, int stem) {
        int[] found = kinds.of(word, stem, "");
        if (found == null) {
            found = kinds.of(word, stem, "e");
        }
        int last = stem - 1;
        if (found == null && word.charAt(last) == word.charAt(last - 1)) {
            found = kinds.of(word, last, "");
        }
        return found;
    }
}
