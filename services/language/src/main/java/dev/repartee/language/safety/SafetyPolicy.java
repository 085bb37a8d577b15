package dev.repartee.language.safety;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What replies may contain.
 *
 * @param pii personal data to take out of replies
 * @param redactSecrets whether API keys, tokens and passwords are taken out
 * @param actions what is done about each category; nothing about those that are absent
 * @param replacement what is sent in place of a blocked reply
 */
public record SafetyPolicy(
        PiiPolicy pii,
        boolean redactSecrets,
        Map<SafetyCategory, SafetyAction> actions,
        String replacement) {

    private static final String DEFAULT_REPLACEMENT = "I'm sorry, I can't help with that.";

    public SafetyPolicy {
        actions = Map.copyOf(actions);
        if (replacement.isBlank()) {
            throw new IllegalArgumentException(
                    "the replacement of a blocked reply must not be blank");
        }
    }

    /** Stops replies for some categories. */
    public SafetyPolicy(
            PiiPolicy pii, boolean redactSecrets, Set<SafetyCategory> blocked, String replacement) {
        this(pii, redactSecrets, all(blocked, SafetyAction.REFUSE), replacement);
    }

    /**
     * Takes out secrets and card numbers and blocks every category. A business gives its own e-mail
     * address and phone number in replies, so those stay.
     */
    public static SafetyPolicy standard() {
        return new SafetyPolicy(
                new PiiPolicy(Set.of(PiiKind.CARD), PiiPolicy.Mode.REDACT, "ZZ"),
                true,
                Set.of(SafetyCategory.values()),
                DEFAULT_REPLACEMENT);
    }

    /** The same action for several categories. */
    public static Map<SafetyCategory, SafetyAction> all(
            Set<SafetyCategory> categories, SafetyAction action) {
        Map<SafetyCategory, SafetyAction> actions = new EnumMap<>(SafetyCategory.class);
        categories.forEach(category -> actions.put(category, action));
        return actions;
    }
}
