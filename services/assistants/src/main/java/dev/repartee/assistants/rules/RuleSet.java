package dev.repartee.assistants.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An assistant's rules and what they refer to.
 *
 * @param rules in order; the first one that fits answers
 * @param hours when the business is open, or null when it does not say
 * @param variables names and values that replies may use
 */
public record RuleSet(
        List<Rule> rules, @Nullable OpeningHours hours, Map<String, String> variables) {

    /** An assistant without rules. */
    public static final RuleSet NONE = new RuleSet(List.of(), null, Map.of());

    public RuleSet {
        rules = List.copyOf(rules);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
