package dev.repartee.language.slot;

import dev.repartee.language.intent.vector.WordGroups;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Describes each word of a sentence by 64-bit feature keys: the words and pairs of words around it,
 * its beginning and ending, its shape, what the words and stretches of words were in other
 * examples, and what the sentence is about.
 */
final class FeatureExtractor {

    private static final int MAX_AFFIX = 4;
    private static final int COMMON_OUTSIDE = 4;
    private static final long NONE = 0x5EED;

    /** From this probability on a sentence may be about its second topic as well. */
    private static final double LIKELY = 0.2;

    private final Gazetteer gazetteer;
    private final KnownPhrases known = KnownPhrases.shipped();
    private final WordGroups groups = WordGroups.withNames();

    FeatureExtractor(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
    }

    /**
     * @param topics the probability of each topic
     */
    long[][] extract(Words words, double[] topics) {
        return new Scan(words, topics).run();
    }

    /** One sentence. */
    private final class Scan {

        private final Words words;
        private final int size;
        private final double[] topics;
        private final long[] form;
        private final long[] shape;
        private final long[] suffix;
        private final long[] lexical;
        private final long[] affinity;
        private final long[] anchorLeft;
        private final long[] anchorRight;
        private final long[][] values;
        private final int[][] kinds;
        private long[] keys = new long[96];
        private int count;

        Scan(Words words, double[] topics) {
            this.words = words;
            this.size = words.size();
            this.topics = topics;
            this.form = new long[size];
            this.shape = new long[size];
            this.suffix = new long[size];
            this.lexical = known.find(words);
            this.affinity = new long[size];
            this.anchorLeft = new long[size];
            this.anchorRight = new long[size];
            this.values = new long[size][];
            this.kinds = new int[size][];
        }

        long[][] run() {
            describe();
            findValues();
            long[][] features = new long[size][];
            int best = 0;
            int second = -1;
            for (int i = 1; i < topics.length; i++) {
                if (topics[i] > topics[best]) {
                    second = best;
                    best = i;
                } else if (second < 0 || topics[i] > topics[second]) {
                    second = i;
                }
            }
            for (int i = 0; i < size; i++) {
                count = 0;
                around(i);
                spelling(i);
                context(i);
                known(i);
                kinds(i, best);
                topic(i, best);
                if (second >= 0 && topics[second] > LIKELY) {
                    topic(i, second);
                }
                features[i] = Arrays.copyOf(keys, count);
            }
            return features;
        }

        private void describe() {
            boolean[] anchor = new boolean[size];
            for (int i = 0; i < size; i++) {
                String word = words.form(i);
                form[i] = Hash.of(digitless(word));
                kinds[i] = groups.of(word);
                shape[i] = Shape.of(words.raw(i));
                suffix[i] = Hash.of(word, Math.max(0, word.length() - 3), word.length());
                int[] counts = gazetteer.ofWord(words, i);
                affinity[i] = affinity(counts);
                anchor[i] = counts != null && isAnchor(counts);
            }
            long left = NONE;
            for (int i = 0; i < size; i++) {
                anchorLeft[i] = left;
                left = anchor[i] ? form[i] : left;
            }
            long right = NONE;
            for (int i = size - 1; i >= 0; i--) {
                anchorRight[i] = right;
                right = anchor[i] ? form[i] : right;
            }
        }

        /** A number is told by its length, so that 1987 speaks for 1988. */
        private String digitless(String word) {
            return Character.isDigit(word.charAt(0)) && word.length() > 2
                    ? "0".repeat(Math.min(word.length(), 8))
                    : word;
        }

        private boolean isAnchor(int[] counts) {
            int outside = counts[counts.length - 1];
            int inside = 0;
            for (int i = 0; i < counts.length - 1; i++) {
                inside += counts[i];
            }
            return outside >= COMMON_OUTSIDE && outside > inside;
        }

        /** What a word mostly was, how surely and how often. */
        private long affinity(int @Nullable [] counts) {
            if (counts == null) {
                return NONE;
            }
            int most = 0;
            int sum = 0;
            for (int i = 0; i < counts.length; i++) {
                sum += counts[i];
                most = counts[i] > counts[most] ? i : most;
            }
            if (sum == 0) {
                return NONE;
            }
            int sure = counts[most] * 10 >= sum * 9 ? 2 : counts[most] * 2 >= sum ? 1 : 0;
            int often = sum == 1 ? 0 : sum < 5 ? 1 : 2;
            return Hash.of(most, sure * 3 + often);
        }

        /** Marks the stretches that were values in other examples, the longest from each word. */
        private void findValues() {
            Arrays.fill(values, new long[0]);
            for (int from = 0; from < size; from++) {
                for (int to = Math.min(size, from + Gazetteer.MAX_WORDS); to > from; to--) {
                    int[] counts = gazetteer.ofPhrase(words, from, to);
                    if (counts != null && mark(counts, from, to)) {
                        break;
                    }
                }
            }
        }

        private boolean mark(int[] counts, int from, int to) {
            boolean any = false;
            for (int type = 0; type < counts.length; type++) {
                if (counts[type] > 0) {
                    any = true;
                    for (int i = from; i < to; i++) {
                        int part = (i == from ? 1 : 0) + (i == to - 1 ? 2 : 0);
                        values[i] = Arrays.copyOf(values[i], values[i].length + 1);
                        values[i][values[i].length - 1] = type * 8L + part;
                    }
                }
            }
            return any;
        }

        private void around(int i) {
            add(Hash.of(Feature.BIAS, 0));
            for (int offset = -3; offset <= 3; offset++) {
                add(Hash.of(Feature.WORD + offset, at(form, i + offset)));
            }
            add(Hash.of(Feature.PAIR_BEFORE, at(form, i - 1), form[i]));
            add(Hash.of(Feature.PAIR_AFTER, form[i], at(form, i + 1)));
            add(Hash.of(Feature.TWO_BEFORE, at(form, i - 2), at(form, i - 1)));
            add(Hash.of(Feature.TWO_AFTER, at(form, i + 1), at(form, i + 2)));
            add(Hash.of(Feature.BOTH_SIDES, at(form, i - 1), at(form, i + 1)));
            add(Hash.of(Feature.TRIPLE, Hash.of(0, at(form, i - 1), form[i]), at(form, i + 1)));
        }

        private void spelling(int i) {
            String word = words.form(i);
            for (int length = 1; length <= Math.min(MAX_AFFIX, word.length()); length++) {
                add(Hash.of(Feature.BEGINNING + length, Hash.of(word, 0, length)));
                add(
                        Hash.of(
                                Feature.ENDING + length,
                                Hash.of(word, word.length() - length, word.length())));
            }
            add(Hash.of(Feature.SHAPE, shape[i]));
            add(Hash.of(Feature.SHAPE_BEFORE, at(shape, i - 1)));
            add(Hash.of(Feature.SHAPE_AFTER, at(shape, i + 1)));
            add(Hash.of(Feature.SHAPES_BEFORE, at(shape, i - 1), shape[i]));
            add(Hash.of(Feature.SHAPES_AFTER, shape[i], at(shape, i + 1)));
            add(Hash.of(Feature.SUFFIX_BEFORE, at(suffix, i - 1)));
            add(Hash.of(Feature.SUFFIX_AFTER, at(suffix, i + 1)));
            add(Hash.of(Feature.GLUED_SHAPE, words.isGlued(i) ? 1 : 0, shape[i]));
            add(Hash.of(Feature.PLACE, Math.min(i, 3), Math.min(size - 1 - i, 3)));
        }

        private void context(int i) {
            for (int offset = -2; offset <= 2; offset++) {
                add(Hash.of(Feature.PHRASE + offset, at(lexical, i + offset)));
            }
            add(Hash.of(Feature.PHRASES_BEFORE, at(lexical, i - 1), lexical[i]));
            add(Hash.of(Feature.PHRASES_AFTER, lexical[i], at(lexical, i + 1)));
            add(
                    Hash.of(
                            Feature.PHRASE_TRIPLE,
                            Hash.of(0, at(lexical, i - 1), lexical[i]),
                            at(lexical, i + 1)));
            for (int offset = -1; offset <= 1; offset++) {
                add(Hash.of(Feature.AFFINITY + offset, at(affinity, i + offset)));
            }
            add(Hash.of(Feature.AFFINITIES_BEFORE, at(affinity, i - 1), affinity[i]));
            add(Hash.of(Feature.AFFINITIES_AFTER, affinity[i], at(affinity, i + 1)));
            for (long value : values[i]) {
                add(Hash.of(Feature.VALUE, value));
            }
            add(Hash.of(Feature.ANCHOR_LEFT, anchorLeft[i]));
            add(Hash.of(Feature.ANCHOR_RIGHT, anchorRight[i]));
            add(Hash.of(Feature.ANCHORS, anchorLeft[i], anchorRight[i]));
            add(Hash.of(Feature.ANCHOR_LEFT_AFFINITY, anchorLeft[i], affinity[i]));
            add(Hash.of(Feature.ANCHOR_RIGHT_AFFINITY, anchorRight[i], affinity[i]));
        }

        /** What a word was in other examples, beside the words around it and what they were. */
        private void known(int i) {
            long before = at(affinity, i - 1);
            long after = at(affinity, i + 1);
            add(Hash.of(Feature.AFFINITY_TWO_BEFORE, at(affinity, i - 2)));
            add(Hash.of(Feature.AFFINITY_TWO_AFTER, at(affinity, i + 2)));
            add(Hash.of(Feature.AFFINITY_TRIPLE, Hash.of(0, before, affinity[i]), after));
            long formBefore = at(form, i - 1);
            long formAfter = at(form, i + 1);
            add(Hash.of(Feature.WORD_BEFORE_AFFINITY, formBefore, affinity[i]));
            add(Hash.of(Feature.AFFINITY_WORD_AFTER, affinity[i], formAfter));
            add(
                    Hash.of(
                            Feature.AFFINITY_BETWEEN_WORDS,
                            Hash.of(0, formBefore, affinity[i]),
                            formAfter));
            values(Feature.VALUE_BEFORE, i - 1);
            values(Feature.VALUE_AFTER, i + 1);
        }

        private void values(int feature, int i) {
            if (i >= 0 && i < size) {
                for (long value : values[i]) {
                    add(Hash.of(feature, value));
                }
            }
        }

        /** What the words around are a kind of, so that a violin speaks for a guitar. */
        private void kinds(int i, int topic) {
            for (int offset = -2; offset <= 2; offset++) {
                if (i + offset >= 0 && i + offset < size) {
                    for (int kind : kinds[i + offset]) {
                        add(Hash.of(Feature.KIND + offset, kind));
                    }
                }
            }
            for (int kind : kinds[i]) {
                add(Hash.of(Feature.TOPIC_KIND, topic, kind));
                kindsBeside(Feature.KINDS_BEFORE, i - 1, kind);
                kindsBeside(Feature.KINDS_AFTER, i + 1, kind);
            }
            if (i > 0) {
                for (int kind : kinds[i - 1]) {
                    add(Hash.of(Feature.KIND_BEFORE_AFFINITY, kind, affinity[i]));
                }
            }
        }

        private void kindsBeside(int feature, int i, int kind) {
            if (i >= 0 && i < size) {
                for (int beside : kinds[i]) {
                    add(Hash.of(feature, beside, kind));
                }
            }
        }

        private void topic(int i, int topic) {
            add(Hash.of(Feature.TOPIC, topic));
            add(Hash.of(Feature.TOPIC_WORD, topic, form[i]));
            add(Hash.of(Feature.TOPIC_WORD_BEFORE, topic, at(form, i - 1)));
            add(Hash.of(Feature.TOPIC_WORD_AFTER, topic, at(form, i + 1)));
            add(Hash.of(Feature.TOPIC_AFFINITY, topic, affinity[i]));
            add(Hash.of(Feature.TOPIC_SHAPE, topic, shape[i]));
            add(
                    Hash.of(
                            Feature.TOPIC_BOTH_SIDES,
                            topic,
                            Hash.of(0, at(form, i - 1), at(form, i + 1))));
            add(Hash.of(Feature.TOPIC_ANCHORS, topic, Hash.of(0, anchorLeft[i], anchorRight[i])));
            add(Hash.of(Feature.TOPIC_ANCHOR_LEFT, topic, anchorLeft[i]));
            add(Hash.of(Feature.TOPIC_ANCHOR_RIGHT, topic, anchorRight[i]));
            add(Hash.of(Feature.TOPIC_SUFFIX, topic, suffix[i]));
            add(Hash.of(Feature.TOPIC_PHRASE, topic, lexical[i]));
            add(Hash.of(Feature.TOPIC_PAIR_BEFORE, topic, Hash.of(0, at(form, i - 1), form[i])));
            add(Hash.of(Feature.TOPIC_PAIR_AFTER, topic, Hash.of(0, form[i], at(form, i + 1))));
            for (long value : values[i]) {
                add(Hash.of(Feature.TOPIC_VALUE, topic, value));
            }
        }

        private long at(long[] of, int index) {
            return index < 0 ? NONE + Math.max(index, -2) : index >= size ? NONE + 1 : of[index];
        }

        private void add(long key) {
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, count * 2);
            }
            keys[count++] = key;
        }
    }
}
