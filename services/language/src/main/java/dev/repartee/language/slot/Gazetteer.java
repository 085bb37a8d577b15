package dev.repartee.language.slot;

import dev.repartee.language.dataset.Annotation;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values that examples mark, whole and by their words: what is called a city in one example is
 * likely one in the next. An example that is being learnt from is taken out first, so that its own
 * values look as new as a stranger's will.
 */
final class Gazetteer {

    static final int MAX_WORDS = 8;

    private final List<String> types;
    private final LongIndex phrases = new LongIndex(1024);
    private final List<int[]> phraseCounts = new ArrayList<>();
    private final LongIndex words = new LongIndex(1024);

    /** By word: how often it was in each type; the last count is for outside of all. */
    private final List<int[]> wordCounts = new ArrayList<>();

    Gazetteer(List<String> types) {
        this.types = types;
    }

    /** Counts an example in (1) or out (-1). */
    void count(Words text, List<Annotation> annotations, int by) {
        int at = 0;
        for (Annotation annotation : annotations) {
            while (at < text.size() && text.start(at) < annotation.start()) {
                countWord(text, at++, types.size(), by);
            }
            int type = types.indexOf(annotation.type());
            int first = at;
            while (at < text.size() && text.end(at) <= annotation.end()) {
                countWord(text, at++, type, by);
            }
            if (at > first && at - first <= MAX_WORDS) {
                counts(phrases, phraseCounts, phrase(text, first, at))[type] += by;
            }
        }
        while (at < text.size()) {
            countWord(text, at++, types.size(), by);
        }
    }

    /** How often a stretch of words was a value, by type; null when it never was. */
    int @Nullable [] ofPhrase(Words text, int from, int to) {
        int number = phrases.find(phrase(text, from, to));
        return number < 0 ? null : phraseCounts.get(number);
    }

    /** How often a word was in a value, by type, and last outside of all; null if never seen. */
    int @Nullable [] ofWord(Words text, int index) {
        int number = words.find(Hash.of(text.form(index)));
        return number < 0 ? null : wordCounts.get(number);
    }

    void writeTo(DataOutputStream out) throws IOException {
        write(out, phrases, phraseCounts);
        write(out, words, wordCounts);
    }

    static Gazetteer readFrom(DataInputStream in, List<String> types) throws IOException {
        var gazetteer = new Gazetteer(types);
        gazetteer.read(in, gazetteer.phrases, gazetteer.phraseCounts);
        gazetteer.read(in, gazetteer.words, gazetteer.wordCounts);
        return gazetteer;
    }

    private void countWord(Words text, int index, int type, int by) {
        counts(words, wordCounts, Hash.of(text.form(index)))[type] += by;
    }

    private int[] counts(LongIndex index, List<int[]> counts, long key) {
        int number = index.findOrAdd(key);
        if (number == counts.size()) {
            counts.add(new int[types.size() + 1]);
        }
        return counts.get(number);
    }

    private static long phrase(Words text, int from, int to) {
        long hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + Hash.of(text.form(i));
        }
        return hash;
    }

    private static void write(DataOutputStream out, LongIndex index, List<int[]> counts)
            throws IOException {
        long[] keys = index.keys();
        out.writeInt(keys.length);
        for (int i = 0; i < keys.length; i++) {
            out.writeLong(keys[i]);
            int[] row = counts.get(i);
            int filled = 0;
            for (int count : row) {
                filled += count > 0 ? 1 : 0;
            }
            out.writeShort(filled);
            for (int type = 0; type < row.length; type++) {
                if (row[type] > 0) {
                    out.writeShort(type);
                    out.writeInt(row[type]);
                }
            }
        }
    }

    private void read(DataInputStream in, LongIndex index, List<int[]> counts) throws IOException {
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            int[] row = counts(index, counts, in.readLong());
            int filled = in.readUnsignedShort();
            for (int j = 0; j < filled; j++) {
                int type = in.readUnsignedShort();
                if (type >= row.length) {
                    throw new IOException("an unknown type: " + type);
                }
                row[type] = in.readInt();
            }
        }
    }
}
