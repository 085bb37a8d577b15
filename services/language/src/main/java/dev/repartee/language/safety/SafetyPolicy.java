package dev.repartee.language.safety;

import java.util.Set;

/**
 * What replies may contain.
 *
 * @param pii personal data to take out of replies
 * @param redactSecrets whether API keys, tokens and passwords are taken out
 * @param blocked categories that stop a reply
 * @param replacement what is sent in place of a blocked reply
 */
public record SafetyPolicy(
        PiiPolicy pii, boolean redactSecrets, Set<SafetyCategory> blocked, String replacement) {

    private static final String DEFAULT_REPLACEMENT =
            "I'm sorry, but I can't help with that. If you need someone to talk to, please ask for a person.";

    public SafetyPolicy {
        blocked = Set.copyOf(blocked);
        if (replacement.isBlank()) {
            throw new IllegalArgumentException(
                    "the replacement of a blocked reply must not be blank");
        }
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
}
