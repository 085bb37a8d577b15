package dev.repartee.knowledge.text;

import dev.repartee.knowledge.text.TextAnalysis.Term;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words that a business and its customers use for the same thing, from {@code synonyms.txt}. */
public final class Synonyms {

    private static final Map<String, Map<String, Set<String>>> TERMS = new HashMap<>();

    static {
        WordList.read(Synonyms.class, "synonyms.txt", Synonyms::add);
    }

    private Synonyms() {}

    /** Returns the terms that mean about the same as a term, without itself. */
    public static Set<String> of(String language, String term) {
        return TERMS.getOrDefault(language, Map.of()).getOrDefault(term, Set.of());
    }

    private static void add(String language, List<String> group) {
        Set<String> terms = new LinkedHashSet<>();
        group.forEach(
                word ->
                        TextAnalysis.terms(language, word).stream()
                                .map(Term::term)
                                .forEach(terms::add));
        Map<String, Set<String>> ofLanguage =
                TERMS.computeIfAbsent(language, unused -> new HashMap<>());
        for (String term : terms) {
            Set<String> others = ofLanguage.computeIfAbsent(term, unused -> new LinkedHashSet<>());
            others.addAll(terms);
            others.remove(term);
        }
    }
}
