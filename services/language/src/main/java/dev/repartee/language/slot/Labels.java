package dev.repartee.language.slot;

import dev.repartee.language.dataset.Annotation;
import java.util.ArrayList;
import java.util.List;

/**
 * What a word can be: outside of any slot, or the only, first, middle or last word of one of a type
 * (BIOES), and which of these may follow which.
 */
final class Labels {

    static final int OUTSIDE = 0;
    private static final int PARTS = 4;
    private static final int SINGLE = 0;
    private static final int FIRST = 1;
    private static final int MIDDLE = 2;
    private static final int LAST = 3;

    private final List<String> types;
    private final int[][] before;

    Labels(List<String> types) {
        this.types = List.copyOf(types);
        this.before = new int[size()][];
        for (int label = 0; label < size(); label++) {
            before[label] = legalBefore(label);
        }
    }

    List<String> types() {
        return types;
    }

    int size() {
        return 1 + PARTS * types.size();
    }

    /** The labels that may stand before one. */
    int[] before(int label) {
        return before[label];
    }

    /** A slot can't begin with its middle. */
    boolean canStart(int label) {
        return !continues(label);
    }

    boolean canEnd(int label) {
        return label == OUTSIDE || part(label) == SINGLE || part(label) == LAST;
    }

    /** The index of the label's type, -1 outside. */
    int type(int label) {
        return label == OUTSIDE ? -1 : (label - 1) / PARTS;
    }

    /** Labels the words of an annotated text. */
    int[] of(Words words, List<Annotation> annotations) {
        int[] gold = new int[words.size()];
        int at = 0;
        for (Annotation annotation : annotations) {
            while (at < words.size() && words.start(at) < annotation.start()) {
                at++;
            }
            int first = at;
            while (at < words.size() && words.end(at) <= annotation.end()) {
                at++;
            }
            int type = types.indexOf(annotation.type());
            for (int i = first; i < at; i++) {
                int part =
                        at - first == 1 ? SINGLE : i == first ? FIRST : i == at - 1 ? LAST : MIDDLE;
                gold[i] = 1 + type * PARTS + part;
            }
        }
        return gold;
    }

    /** Reads a legal sequence of labels. */
    List<Slot> slots(Words words, int[] path, double[] confidence) {
        var slots = new ArrayList<Slot>();
        int first = 0;
        double least = 1;
        for (int i = 0; i < path.length; i++) {
            if (path[i] == OUTSIDE) {
                continue;
            }
            if (!continues(path[i])) {
                first = i;
                least = 1;
            }
            least = Math.min(least, confidence[i]);
            if (canEnd(path[i])) {
                slots.add(
                        new Slot(
                                words.start(first), words.end(i), types.get(type(path[i])), least));
            }
        }
        return slots;
    }

    private int[] legalBefore(int label) {
        var legal = new ArrayList<Integer>();
        for (int other = 0; other < size(); other++) {
            boolean follows =
                    continues(label)
                            ? other != OUTSIDE && type(other) == type(label) && !canEnd(other)
                            : canEnd(other);
            if (follows) {
                legal.add(other);
            }
        }
        return legal.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean continues(int label) {
        return label != OUTSIDE && part(label) >= MIDDLE;
    }

    private static int part(int label) {
        return (label - 1) % PARTS;
    }
}
