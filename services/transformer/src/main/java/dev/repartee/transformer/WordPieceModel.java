package dev.repartee.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * BERT's model: the longest known piece first, from the left; a word that leaves a rest is unknown.
 */
record WordPieceModel(
        Map<String, Integer> vocabulary, String continuation, int unknown, int longestWord)
        implements SubwordModel {

    @Override
    public void encode(String word, IntConsumer ids) {
        if (word.codePointCount(0, word.length()) > longestWord) {
            ids.accept(unknown);
            return;
        }
        List<Integer> pieces = new ArrayList<>();
        int start = 0;
        while (start < word.length()) {
            int end = word.length();
            Integer id = null;
            while (end > start) {
                String piece = word.substring(start, end);
                id = vocabulary.get(start == 0 ? piece : continuation + piece);
                if (id != null) {
                    break;
                }
                end -= Character.charCount(word.codePointBefore(end));
            }
            if (id == null) {
                ids.accept(unknown);
                return;
            }
            pieces.add(id);
            start = end;
        }
        pieces.forEach(ids::accept);
    }
}
