package dev.repartee.inference.guard;

import dev.repartee.language.safety.injection.Suspicion;
import java.util.BitSet;

/** Takes whole sentences out of a text. */
final class Sentences {

    private static final String REMOVED = " [removed] ";
    private static final String ENDS = ".!?\n。！？।";

    private Sentences() {}

    /** The text without the sentences in which something was found. */
    static String without(String text, Suspicion suspicion) {
        BitSet doomed = new BitSet(text.length());
        for (Suspicion.Finding finding : suspicion.findings()) {
            int from = Math.clamp(finding.start(), 0, text.length());
            int to = Math.clamp(finding.end(), from, text.length());
            while (from > 0 && ENDS.indexOf(text.charAt(from - 1)) < 0) {
                from--;
            }
            while (to < text.length() && ENDS.indexOf(text.charAt(to)) < 0) {
                to++;
            }
            doomed.set(from, to);
        }
        StringBuilder kept = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            if (doomed.get(at)) {
                kept.append(REMOVED);
                at = doomed.nextClearBit(at);
            } else {
                int end = doomed.nextSetBit(at);
                int stop = end < 0 ? text.length() : end;
                kept.append(text, at, stop);
                at = stop;
            }
        }
        return kept.toString();
    }
}
