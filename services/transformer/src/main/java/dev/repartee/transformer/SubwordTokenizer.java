package dev.repartee.transformer;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Turns a text into the ids that a model was trained with. Immutable and thread-safe. */
record SubwordTokenizer(
        UnaryOperator<String> normalizer,
        Function<String, List<String>> words,
        SubwordModel model,
        TokenizerFile.Frame frame) {

    /** Longer texts are cut: no model sees so far. */
    private static final int LONGEST_TEXT = 16_000;

    /**
     * The ids of a text between those of its frame.
     *
     * @param most as many as the model takes, the frame included
     */
    long[] encode(String text, int most) {
        String head = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
        long[] ids = new long[most];
        int room = most - frame.after().size();
        int[] count = {0};
        for (int id : frame.before()) {
            ids[count[0]++] = id;
        }
        for (String word : words.apply(normalizer.apply(head))) {
            if (count[0] >= room) {
                break;
            }
            model.encode(
                    word,
                    id -> {
                        if (count[0] < room) {
                            ids[count[0]++] = id;
                        }
                    });
        }
        for (int id : frame.after()) {
            ids[count[0]++] = id;
        }
        return Arrays.copyOf(ids, count[0]);
    }
}
