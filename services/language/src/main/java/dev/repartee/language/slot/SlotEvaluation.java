package dev.repartee.language.slot;

import dev.repartee.language.dataset.Annotation;
import dev.repartee.language.dataset.Example;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How well a tagger finds what examples mark. A slot is found when its type, start and end are all
 * exact.
 *
 * @param total over all types (micro)
 * @param byType each type that was marked or found
 */
public record SlotEvaluation(Score total, Map<String, Score> byType) {

    /**
     * @param found how many slots were found and marked
     * @param spurious how many were found but not marked
     * @param missed how many were marked but not found
     */
    public record Score(int found, int spurious, int missed) {

        static final Score NOTHING = new Score(0, 0, 0);

        /** The share of what was found that was marked; 0 when nothing was found. */
        public double precision() {
            return ratio(found, found + spurious);
        }

        /** The share of what was marked that was found; 0 when nothing was marked. */
        public double recall() {
            return ratio(found, found + missed);
        }

        /** The harmonic mean of precision and recall. */
        public double f1() {
            return ratio(2 * found, 2 * found + spurious + missed);
        }

        private Score plus(int moreFound, int moreSpurious, int moreMissed) {
            return new Score(found + moreFound, spurious + moreSpurious, missed + moreMissed);
        }

        private static double ratio(int part, int whole) {
            return whole == 0 ? 0 : (double) part / whole;
        }
    }

    /** Tags each example's text and compares. */
    public static SlotEvaluation of(SlotTagger tagger, List<Example> examples) {
        var byType = new TreeMap<String, Score>();
        Score total = Score.NOTHING;
        for (Example example : examples) {
            Set<Annotation> marked = new HashSet<>(example.annotations());
            for (Slot slot : tagger.tag(example.text())) {
                boolean right =
                        marked.remove(new Annotation(slot.start(), slot.end(), slot.type()));
                int found = right ? 1 : 0;
                total = total.plus(found, 1 - found, 0);
                byType.merge(slot.type(), new Score(found, 1 - found, 0), SlotEvaluation::sum);
            }
            for (Annotation missed : marked) {
                total = total.plus(0, 0, 1);
                byType.merge(missed.type(), new Score(0, 0, 1), SlotEvaluation::sum);
            }
        }
        return new SlotEvaluation(total, byType);
    }

    private static Score sum(Score left, Score right) {
        return left.plus(right.found, right.spurious, right.missed);
    }
}
