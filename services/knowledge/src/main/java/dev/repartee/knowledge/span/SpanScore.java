package dev.repartee.knowledge.span;

import dev.repartee.knowledge.ranking.AnswerKind;
import dev.repartee.knowledge.span.Word.Looks;
import java.util.List;

/** Weighs runs of words of one sentence. For one thread. */
final class SpanScore {

    private static final int CLOSE = 2;
    private static final int BESIDE = 3;

    private final Asked asked;
    private final Sentence in;
    private final double bestCoverage;
    private double score;

    /**
     * @param bestCoverage of all sentences that are looked at
     */
    SpanScore(Asked asked, Sentence in, double bestCoverage) {
        this.asked = asked;
        this.in = in;
        this.bestCoverage = bestCoverage;
    }

    double of(int first, int last) {
        score = 0;
        List<Word> words = in.words(first, last);
        Shape shape = Shape.of(words);
        score += Weights.of(asked.kind(), shape);
        score += Weights.ofLength(asked.kind()) * words.size() / 5;
        add(Sign.ofLength(words.size()), true);
        sentence();
        own(first, last);
        neighbourhood(first, last);
        left(first);
        right(last);
        shaped(shape, first, last);
        head(first, last);
        return score;
    }

    private void add(Sign sign, double value) {
        score += Weights.of(sign) * value;
    }

    private void add(Sign sign, boolean there) {
        add(sign, there ? 1 : 0);
    }

    private void sentence() {
        add(Sign.COVERAGE, in.coverage());
        add(Sign.BEST_SENTENCE, in.coverage() >= bestCoverage);
        add(Sign.COVERAGE_GAP, bestCoverage - in.coverage());
    }

    private void own(int first, int last) {
        int content = 0;
        int had = 0;
        boolean comma = false;
        for (int at = first; at <= last; at++) {
            content += in.word(at).common() ? 0 : 1;
            had += !in.word(at).common() && in.share(at) > 0 ? 1 : 0;
            comma |= at < last && in.gap(at).indexOf(',') >= 0;
        }
        add(Sign.ASKED_SHARE, (double) had / content);
        add(Sign.ALL_ASKED, had == content);
        add(Sign.COMMA_INSIDE, comma);
        add(Sign.COMMON_INSIDE, (last - first + 1 - content) / 3.0);
    }

    private void neighbourhood(int first, int last) {
        double near = 0;
        boolean before = false;
        boolean behind = false;
        for (int at = 0; at < in.size(); at++) {
            boolean outside = at < first || at > last;
            if (outside && in.share(at) > 0) {
                int distance = at < first ? first - at : at - last;
                near += in.share(at) / (1 + distance);
                before |= at < first && distance <= CLOSE;
                behind |= at > last && distance <= CLOSE;
            }
        }
        add(Sign.NEAR, near);
        add(Sign.ASKED_LEFT, before);
        add(Sign.ASKED_RIGHT, behind);
    }

    private void left(int first) {
        if (first == 0) {
            add(Sign.STARTS_SENTENCE, true);
            return;
        }
        Word before = in.word(first - 1);
        boolean had = in.share(first - 1) > 0;
        String gap = in.gap(first - 1).strip();
        add(Sign.AFTER_MARK, !gap.isEmpty());
        add(Sign.AFTER_COMMON, before.common());
        add(Sign.AFTER_ASKED, had);
        add(Sign.AFTER_ARTICLE, before.is("article"));
        add(Sign.CUTS_LEFT, !before.common() && gap.isEmpty() && !had);
        add(Sign.IN_PARENTHESES, gap.endsWith("("));
        boolean article = before.is("article") && first > 1 && in.word(first - 2).common();
        Word leading = article ? in.word(first - 2) : before;
        add(Sign.SAME_PREPOSITION, leading.common() && leading.lower().equals(asked.before()));
        add(Sign.AFTER_BY, asked.kind() == AnswerKind.WHO && leading.is("by"));
        boolean placed = asked.kind() == AnswerKind.WHERE || asked.kind() == AnswerKind.WHEN;
        add(Sign.AFTER_IN, placed && leading.is("in"));
    }

    private void right(int last) {
        if (last == in.size() - 1) {
            add(Sign.ENDS_SENTENCE, true);
            return;
        }
        Word behind = in.word(last + 1);
        boolean had = in.share(last + 1) > 0;
        boolean joined = in.joined(last);
        add(Sign.BEFORE_MARK, !joined);
        add(Sign.BEFORE_COMMON, behind.common());
        add(Sign.BEFORE_ASKED, had);
        add(Sign.CUTS_RIGHT, !behind.common() && joined && !had);
    }

    private void shaped(Shape shape, int first, int last) {
        boolean wordBehind = last + 1 < in.size();
        boolean goesOn = in.joined(last) && in.word(last + 1).looks() == Looks.NAME;
        boolean began =
                first > 1
                        && in.joined(first - 1)
                        && in.word(first - 1).looks() == Looks.NAME
                        && !in.word(first - 1).common();
        switch (shape) {
            case NAME, MIXED -> add(goesOn || began ? Sign.PART_OF_NAME : Sign.WHOLE_NAME, true);
            case NUMBER, DATE ->
                    add(
                            Sign.PART_OF_NUMBER,
                            wordBehind && numeric(last + 1) || first > 0 && numeric(first - 1));
            case LOWER -> {}
        }
        boolean counts = shape == Shape.NUMBER && in.joined(last);
        add(Sign.UNIT_FOLLOWS, counts && !in.word(last + 1).common());
    }

    private boolean numeric(int at) {
        Looks looks = in.word(at).looks();
        return looks == Looks.NUMBER || looks == Looks.DATE;
    }

    private void head(int first, int last) {
        if (asked.head().isEmpty()) {
            return;
        }
        boolean near = false;
        boolean inside = false;
        int end = Math.min(in.size() - 1, last + BESIDE);
        for (int at = Math.max(0, first - BESIDE); at <= end; at++) {
            boolean isHead = in.word(at).term().equals(asked.head());
            inside |= isHead && at >= first && at <= last;
            near |= isHead && (at < first || at > last);
        }
        add(Sign.HEAD_NEAR, near);
        add(Sign.HEAD_INSIDE, inside);
        add(Sign.HEAD_LAST, in.word(last).term().equals(asked.head()));
    }
}
