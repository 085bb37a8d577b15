package dev.repartee.language.safety;

import java.util.Set;

/**
 * A text after redaction.
 *
 * @param kinds what was taken out; empty when the text is unchanged
 */
public record Redaction(String text, Set<PiiKind> kinds) {

    public Redaction {
        kinds = Set.copyOf(kinds);
    }
}
