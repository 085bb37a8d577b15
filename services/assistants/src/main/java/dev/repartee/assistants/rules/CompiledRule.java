package dev.repartee.assistants.rules;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A rule whose patterns were folded once. */
final class CompiledRule {

    private final Rule rule;
    private final Set<String> languages;
    private final Map<String, List<FoldedText>> exact;
    private final Map<String, List<FoldedText>> phrases;
    private final Map<String, List<FoldedText>> keywords;

    CompiledRule(Rule rule) {
        this.rule = rule;
        this.languages = rule.when().languages();
        this.exact = fold(rule.when().exact());
        this.phrases = fold(rule.when().phrases());
        this.keywords = fold(rule.when().keywords());
    }

    Rule rule() {
        return rule;
    }

    /** Whether the message is too long for this rule, or the business not in the wanted state. */
    boolean refuses(FoldedText text, @Nullable OpeningHours hours, Instant now) {
        int maxWords = rule.when().maxWords();
        if (maxWords > 0 && text.words().size() > maxWords) {
            return true;
        }
        Boolean open = rule.when().open();
        return open != null && (hours == null || hours.openAt(now) != open);
    }

    /** Whether the rule answers messages of that intent; empty for an intent that nobody knows. */
    boolean answersIntent(String intent) {
        return rule.when().intents().contains(intent);
    }

    /** The language of a pattern that fits: a preferred one, else the first as written. */
    Optional<String> languageThatFits(FoldedText text, List<String> preferred) {
        Set<String> order = new LinkedHashSet<>(preferred);
        order.retainAll(languages);
        order.addAll(languages);
        return order.stream().filter(language -> fits(text, language)).findFirst();
    }

    private boolean fits(FoldedText text, String language) {
        return any(exact, language, text, FoldedText::equals)
                || any(phrases, language, text, FoldedText::containsPhrase)
                || any(keywords, language, text, FoldedText::containsWords);
    }

    private static boolean any(
            Map<String, List<FoldedText>> patterns,
            String language,
            FoldedText text,
            BiPredicate<FoldedText, FoldedText> fits) {
        return patterns.getOrDefault(language, List.of()).stream()
                .anyMatch(pattern -> fits.test(text, pattern));
    }

    private static Map<String, List<FoldedText>> fold(Map<String, List<String>> patterns) {
        Map<String, List<FoldedText>> folded = new LinkedHashMap<>();
        patterns.forEach(
                (language, entries) ->
                        folded.put(language, entries.stream().map(FoldedText::of).toList()));
        return folded;
    }
}
