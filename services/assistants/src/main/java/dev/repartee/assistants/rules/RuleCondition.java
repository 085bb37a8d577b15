package dev.repartee.assistants.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a rule answers: one of its patterns fits, or the message was understood to have one of its
 * intents, and the business is open or closed as asked.
 *
 * <p>Patterns are compared without case, accents and punctuation.
 *
 * @param exact by language: the whole message is this
 * @param phrases by language: these words come in the message, next to each other
 * @param keywords by language: all words of one entry come in the message, in any order
 * @param intents the message has one of these intents, as rules and the trained model understand it
 * @param maxWords longer messages are left to the model; 0 for no limit
 * @param open answers only while the business is open (true) or closed (false); null for always
 */
public record RuleCondition(
        Map<String, List<String>> exact,
        Map<String, List<String>> phrases,
        Map<String, List<String>> keywords,
        List<String> intents,
        int maxWords,
        @Nullable Boolean open) {

    public RuleCondition {
        exact = copy(exact);
        phrases = copy(phrases);
        keywords = copy(keywords);
        intents = List.copyOf(intents);
    }

    /** A condition that asks for no intent. */
    public RuleCondition(
            Map<String, List<String>> exact,
            Map<String, List<String>> phrases,
            Map<String, List<String>> keywords,
            int maxWords,
            @Nullable Boolean open) {
        this(exact, phrases, keywords, List.of(), maxWords, open);
    }

    /** The languages that have a pattern, in the order in which they were written. */
    public Set<String> languages() {
        Set<String> languages = new LinkedHashSet<>(exact.keySet());
        languages.addAll(phrases.keySet());
        languages.addAll(keywords.keySet());
        return languages;
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> patterns) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        patterns.forEach((language, entries) -> copy.put(language, List.copyOf(entries)));
        return Collections.unmodifiableMap(copy);
    }
}
