package dev.repartee.language.intent.vector;

import dev.repartee.language.token.Token;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts in how many texts each feature occurs. Holds at most a few million: when there are more,
 * it forgets the rarest so far, as lossy counting does. Used by one thread.
 */
final class FeatureCounts {

    private final int limit;

    private GramTable table = new GramTable(1 << 12);
    private int[] texts = new int[1 << 12];
    private int[] lastSeen = new int[1 << 12];
    private byte[] blocks = new byte[1 << 12];
    private int total;
    private int forgotten;

    /**
     * @param limit how many features to hold at once
     */
    FeatureCounts(int limit) {
        this.limit = limit;
    }

    void add(List<Token> words) {
        if (table.size() > limit) {
            forget();
        }
        total++;
        Grams.of(words, this::count);
    }

    private void count(Block block, long hash) {
        int feature = table.add(hash);
        if (feature == texts.length) {
            texts = Arrays.copyOf(texts, feature * 2);
            lastSeen = Arrays.copyOf(lastSeen, feature * 2);
            blocks = Arrays.copyOf(blocks, feature * 2);
        }
        if (lastSeen[feature] != total) {
            lastSeen[feature] = total;
            texts[feature]++;
            blocks[feature] = (byte) block.ordinal();
        }
    }

    private void forget() {
        forgotten++;
        long[] hashes = table.hashes();
        GramTable kept = new GramTable(hashes.length / 2);
        for (int feature = 0; feature < hashes.length; feature++) {
            if (texts[feature] > forgotten) {
                int number = kept.add(hashes[feature]);
                texts[number] = texts[feature];
                lastSeen[number] = lastSeen[feature];
                blocks[number] = blocks[feature];
            }
        }
        Arrays.fill(texts, kept.size(), texts.length, 0);
        Arrays.fill(lastSeen, kept.size(), lastSeen.length, 0);
        table = kept;
    }

    /** Makes a space of the most frequent features, at most as many as allowed. */
    FeatureSpace space(int most) {
        int least = leastCount(most);
        int[] chosen =
                IntStream.range(0, table.size())
                        .filter(feature -> texts[feature] >= Math.max(least, rarest(feature)))
                        .boxed()
                        .sorted((left, right) -> Byte.compare(blocks[left], blocks[right]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        long[] all = table.hashes();
        long[] hashes = new long[chosen.length];
        byte[] kinds = new byte[chosen.length];
        float[] rarity = new float[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            hashes[i] = all[chosen[i]];
            kinds[i] = blocks[chosen[i]];
            rarity[i] = rarity(texts[chosen[i]]);
        }
        return FeatureSpace.of(hashes, kinds, rarity, rarity(0));
    }

    private int rarest(int feature) {
        return Block.of(blocks[feature]).leastTexts(total);
    }

    private int leastCount(int most) {
        int least = 1;
        while (true) {
            int count = least;
            long kept = Arrays.stream(texts, 0, table.size()).filter(n -> n >= count).count();
            if (kept <= most) {
                return least;
            }
            least++;
        }
    }

    private float rarity(int occurrences) {
        return (float) (Math.log((1.0 + total) / (1.0 + occurrences)) + 1);
    }
}
