package dev.repartee.knowledge.evaluation;

import dev.repartee.knowledge.Answer;
import dev.repartee.knowledge.Answer.Answered;
import dev.repartee.knowledge.ExtractiveAnswerer;
import dev.repartee.knowledge.KnowledgeIndex;
import dev.repartee.knowledge.Passage;
import dev.repartee.knowledge.evaluation.QuestionSet.Judged;
import dev.repartee.knowledge.evaluation.RetrievalReport.Answers;
import dev.repartee.knowledge.evaluation.RetrievalReport.Latency;
import dev.repartee.knowledge.text.TextAnalysis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks an index every question of a set and compares what it finds with what is right. */
public final class RetrievalEvaluation {

    private static final int DEPTH = 10;
    private static final int PASSAGES = 20;
    private static final int WARM_UP = 50;

    private final QuestionSet set;
    private final KnowledgeIndex index;
    private final ExtractiveAnswerer answerer;

    private RetrievalEvaluation(
            QuestionSet set, KnowledgeIndex index, ExtractiveAnswerer answerer) {
        this.set = set;
        this.index = index;
        this.answerer = answerer;
    }

    /** Builds an index over the set's documents and measures it. */
    public static RetrievalReport run(QuestionSet set, ExtractiveAnswerer answerer) {
        long start = System.nanoTime();
        try (KnowledgeIndex index = KnowledgeIndex.build(set.documents())) {
            double seconds = (System.nanoTime() - start) / 1e9;
            return new RetrievalEvaluation(set, index, answerer).report(seconds);
        }
    }

    private RetrievalReport report(double indexSeconds) {
        List<Judged> answerable =
                set.questions().stream().filter(each -> !each.relevant().isEmpty()).toList();
        answerable.stream().limit(WARM_UP).forEach(each -> index.search(each.text(), PASSAGES));
        List<RankingScores> scores = new ArrayList<>();
        double[] millis = new double[answerable.size()];
        for (int i = 0; i < answerable.size(); i++) {
            long start = System.nanoTime();
            List<String> ranking = ranking(answerable.get(i).text());
            millis[i] = (System.nanoTime() - start) / 1e6;
            scores.add(RankingScores.of(ranking, answerable.get(i).relevant()));
        }
        return new RetrievalReport(
                set.name(),
                set.documents().size(),
                answerable.size(),
                scores.stream().mapToDouble(RankingScores::ndcg).average().orElse(0),
                scores.stream().mapToDouble(RankingScores::reciprocalRank).average().orElse(0),
                hit(scores, 1),
                hit(scores, 5),
                hit(scores, DEPTH),
                latency(millis),
                indexSeconds,
                answers(answerable));
    }

    private List<String> ranking(String question) {
        return index.search(question, PASSAGES).stream()
                .map(Passage::documentId)
                .distinct()
                .limit(DEPTH)
                .toList();
    }

    private static double hit(List<RankingScores> scores, int depth) {
        return scores.stream().mapToDouble(each -> each.hitAt(depth) ? 1 : 0).average().orElse(0);
    }

    private static Latency latency(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new Latency(at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    private @Nullable Answers answers(List<Judged> answerable) {
        List<Judged> spanned =
                answerable.stream().filter(each -> !each.answers().isEmpty()).toList();
        if (spanned.isEmpty()) {
            return null;
        }
        var tally = new AnswerTally();
        for (Judged question : spanned) {
            tally.add(question, answer(question), language(question));
        }
        List<Judged> hopeless =
                set.questions().stream().filter(each -> each.relevant().isEmpty()).toList();
        double declined =
                hopeless.stream()
                        .mapToDouble(each -> answer(each) instanceof Answered ? 0 : 1)
                        .average()
                        .orElse(Double.NaN);
        return tally.result(declined);
    }

    private Answer answer(Judged question) {
        return answerer.answer(index, question.text(), language(question));
    }

    private static String language(Judged question) {
        return TextAnalysis.languageOf(question.text()).orElse(TextAnalysis.DEFAULT);
    }

    /** Sums up answers. */
    private static final class AnswerTally {

        private int asked;
        private int answered;
        private int rightDocument;
        private int contains;
        private double replyF1;
        private double exact;
        private double f1;

        void add(Judged question, Answer answer, String language) {
            asked++;
            if (answer instanceof Answered given) {
                answered++;
                boolean right =
                        question.relevant().containsKey(given.citations().getFirst().document());
                rightDocument += right ? 1 : 0;
                String said = given.text().toLowerCase(Locale.ROOT);
                boolean has =
                        question.answers().stream()
                                .anyMatch(each -> said.contains(each.toLowerCase(Locale.ROOT)));
                contains += has ? 1 : 0;
                replyF1 += SpanScores.of(given.text(), question.answers(), language).f1();
                SpanScores shortest =
                        SpanScores.of(given.shortest().text(), question.answers(), language);
                exact += shortest.exact();
                f1 += shortest.f1();
            }
        }

        Answers result(double declined) {
            return new Answers(
                    (double) answered / asked,
                    answered == 0 ? 0 : (double) rightDocument / answered,
                    (double) contains / asked,
                    replyF1 / asked,
                    exact / asked,
                    f1 / asked,
                    declined);
        }
    }
}
