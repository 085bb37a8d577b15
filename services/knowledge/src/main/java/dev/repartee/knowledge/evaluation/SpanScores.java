package dev.repartee.knowledge.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How close an answer comes to the best of several right ones, as SQuAD counts it: lower case,
 * without punctuation and articles (those of English, and of German and Spanish as MLQA has them).
 *
 * @param exact 1 when it is the same, else 0
 * @param f1 the harmonic mean of precision and recall of its words
 */
record SpanScores(double exact, double f1) {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\s]+");
    private static final Map<String, Set<String>> ARTICLES =
            Map.of(
                    "en",
                    Set.of("a", "an", "the"),
                    "es",
                    Set.of("un", "una", "unos", "unas", "el", "la", "los", "las"),
                    "de",
                    Set.of(
                            "ein", "eine", "einen", "einem", "eines", "einer", "der", "die", "das",
                            "den", "dem", "des"));

    static SpanScores of(String answer, List<String> right, String language) {
        double exact = 0;
        double f1 = 0;
        List<String> said = words(answer, language);
        for (String each : right) {
            List<String> wanted = words(each, language);
            exact = Math.max(exact, said.equals(wanted) ? 1 : 0);
            f1 = Math.max(f1, f1(said, wanted));
        }
        return new SpanScores(exact, f1);
    }

    private static double f1(List<String> said, List<String> wanted) {
        if (said.isEmpty() || wanted.isEmpty()) {
            return said.equals(wanted) ? 1 : 0;
        }
        Map<String, Integer> left = new HashMap<>();
        wanted.forEach(word -> left.merge(word, 1, Integer::sum));
        int common = 0;
        for (String word : said) {
            if (left.merge(word, -1, Integer::sum) >= 0) {
                common++;
            }
        }
        double precision = (double) common / said.size();
        double recall = (double) common / wanted.size();
        return common == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static List<String> words(String text, String language) {
        Set<String> articles = ARTICLES.getOrDefault(language, Set.of());
        String plain = NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return Pattern.compile("\\s+")
                .splitAsStream(plain.strip())
                .filter(word -> !word.isEmpty() && !articles.contains(word))
                .toList();
    }
}
