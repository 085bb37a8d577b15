package dev.repartee.language.safety;

import java.util.Set;

/** What {@link SafetyFilter} says about a text that is about to be sent. */
public sealed interface SafetyVerdict {

    /** What may be sent. */
    String text();

    /** The text is fine as it is. */
    record Safe(String text) implements SafetyVerdict {}

    /**
     * The text is fine without what was taken out of it.
     *
     * @param kinds what was taken out, for example {@code email} or {@code secret}
     */
    record Redacted(String text, Set<String> kinds) implements SafetyVerdict {
        public Redacted {
            kinds = Set.copyOf(kinds);
        }
    }

    /**
     * The text must not be sent.
     *
     * @param text what to send in its place
     */
    record Blocked(SafetyCategory reason, String text) implements SafetyVerdict {}
}
