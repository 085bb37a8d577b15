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
                if (second >= 0 && topics[second] > 0.2) {
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
            add(Hash.of(1, 0));
            for (int offset = -3; offset <= 3; offset++) {
                add(Hash.of(10 + offset, at(form, i + offset)));
            }
            add(Hash.of(20, at(form, i - 1), form[i]));
            add(Hash.of(21, form[i], at(form, i + 1)));
            add(Hash.of(22, at(form, i - 2), at(form, i - 1)));
            add(Hash.of(23, at(form, i + 1), at(form, i + 2)));
            add(Hash.of(24, at(form, i - 1), at(form, i + 1)));
            add(Hash.of(25, Hash.of(0, at(form, i - 1), form[i]), at(form, i + 1)));
        }

        private void spelling(int i) {
            String word = words.form(i);
            for (int length = 1; length <= Math.min(MAX_AFFIX, word.length()); length++) {
                add(Hash.of(30 + length, Hash.of(word, 0, length)));
                add(Hash.of(40 + length, Hash.of(word, word.length() - length, word.length())));
            }
            add(Hash.of(50, shape[i]));
            add(Hash.of(51, at(shape, i - 1)));
            add(Hash.of(52, at(shape, i + 1)));
            add(Hash.of(53, at(shape, i - 1), shape[i]));
            add(Hash.of(54, shape[i], at(shape, i + 1)));
            add(Hash.of(55, at(suffix, i - 1)));
            add(Hash.of(56, at(suffix, i + 1)));
            add(Hash.of(57, words.isGlued(i) ? 1 : 0, shape[i]));
            add(Hash.of(58, Math.min(i, 3), Math.min(size - 1 - i, 3)));
        }

        private void context(int i) {
            for (int offset = -2; offset <= 2; offset++) {
                add(Hash.of(60 + offset, at(lexical, i + offset)));
            }
            add(Hash.of(65, at(lexical, i - 1), lexical[i]));
            add(Hash.of(66, lexical[i], at(lexical, i + 1)));
            add(Hash.of(67, Hash.of(0, at(lexical, i - 1), lexical[i]), at(lexical, i + 1)));
            for (int offset = -1; offset <= 1; offset++) {
                add(Hash.of(70 + offset, at(affinity, i + offset)));
            }
            add(Hash.of(73, at(affinity, i - 1), affinity[i]));
            add(Hash.of(74, affinity[i], at(affinity, i + 1)));
            for (long value : values[i]) {
                add(Hash.of(80, value));
            }
            add(Hash.of(81, anchorLeft[i]));
            add(Hash.of(82, anchorRight[i]));
            add(Hash.of(83, anchorLeft[i], anchorRight[i]));
            add(Hash.of(84, anchorLeft[i], affinity[i]));
            add(Hash.of(85, anchorRight[i], affinity[i]));
        }

        /** What a word was in other examples, beside the words around it and what they were. */
        private void known(int i) {
            long before = at(affinity, i - 1);
            long after = at(affinity, i + 1);
            add(Hash.of(130, at(affinity, i - 2)));
            add(Hash.of(131, at(affinity, i + 2)));
            add(Hash.of(132, Hash.of(0, before, affinity[i]), after));
            long formBefore = at(form, i - 1);
            long formAfter = at(form, i + 1);
            add(Hash.of(133, formBefore, affinity[i]));
            add(Hash.of(134, affinity[i], formAfter));
            add(Hash.of(135, Hash.of(0, formBefore, affinity[i]), formAfter));
            values(139, i - 1);
            values(140, i + 1);
        }

        private void values(int template, int i) {
            if (i >= 0 && i < size) {
                for (long value : values[i]) {
                    add(Hash.of(template, value));
                }
            }
        }

        /** What the words around are a kind of, so that a violin speaks for a guitar. */
        private void kinds(int i, int topic) {
            for (int offset = -2; offset <= 2; offset++) {
                if (i + offset >= 0 && i + offset < size) {
                    for (int kind : kinds[i + offset]) {
                        add(Hash.of(110 + offset, kind));
                    }
                }
            }
            for (int kind : kinds[i]) {
                add(Hash.of(116, topic, kind));
                kindsBeside(120, i - 1, kind);
                kindsBeside(121, i + 1, kind);
            }
            if (i > 0) {
                for (int kind : kinds[i - 1]) {
                    add(Hash.of(119, kind, affinity[i]));
                }
            }
        }

        private void kindsBeside(int template, int i, int kind) {
            if (i >= 0 && i < size) {
                for (int beside : kinds[i]) {
                    add(Hash.of(template, beside, kind));
                }
            }
        }

        private void topic(int i, int topic) {
            add(Hash.of(90, topic));
            add(Hash.of(91, topic, form[i]));
            add(Hash.of(92, topic, at(form, i - 1)));
            add(Hash.of(93, topic, at(form, i + 1)));
            add(Hash.of(94, topic, affinity[i]));
            add(Hash.of(95, topic, shape[i]));
            add(Hash.of(96, topic, Hash.of(0, at(form, i - 1), at(form, i + 1))));
            add(Hash.of(97, topic, Hash.of(0, anchorLeft[i], anchorRight[i])));
            add(Hash.of(98, topic, anchorLeft[i]));
            add(Hash.of(99, topic, anchorRight[i]));
            add(Hash.of(100, topic, suffix[i]));
            add(Hash.of(102, topic, lexical[i]));
            add(Hash.of(103, topic, Hash.of(0, at(form, i - 1), form[i])));
            add(Hash.of(104, topic, Hash.of(0, form[i], at(form, i + 1))));
            for (long value : values[i]) {
                add(Hash.of(101, topic, value));
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
