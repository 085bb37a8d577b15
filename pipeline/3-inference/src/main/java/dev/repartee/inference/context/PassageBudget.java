package dev.repartee.inference.context;

import dev.repartee.inference.model.Tokens;
import dev.repartee.inference.reply.Knowledge.Passage;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which passages fit a budget of tokens: the best ones, the last of them perhaps cut. */
public final class PassageBudget {

    /** The marks and the title around each. */
    private static final int AROUND = 24;

    /** Less of a passage than that says nothing. */
    private static final int LEAST = 40;

    private PassageBudget() {}

    /**
     * Fits passages in.
     *
     * @param passages best first
     * @param budget in tokens
     */
    public static List<Passage> fit(List<Passage> passages, int budget) {
        List<Passage> fitting = new ArrayList<>();
        int free = budget;
        for (Passage passage : passages) {
            int tokens = Tokens.of(passage.text()) + AROUND;
            if (tokens <= free) {
                fitting.add(passage);
                free -= tokens;
            } else {
                String beginning = free < LEAST + AROUND ? "" : cut(passage.text(), free - AROUND);
                if (!beginning.isEmpty()) {
                    fitting.add(new Passage(passage.source(), beginning));
                }
                break;
            }
        }
        return List.copyOf(fitting);
    }

    /** The sentences from the beginning that fit; empty when the first one does not. */
    private static String cut(String text, int budget) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        int end = 0;
        int tokens = 0;
        int from = sentences.first();
        for (int to = sentences.next(); to != BreakIterator.DONE; to = sentences.next()) {
            tokens += Tokens.of(text.substring(from, to));
            if (tokens > budget) {
                break;
            }
            end = to;
            from = to;
        }
        return text.substring(0, end).strip();
    }
}
