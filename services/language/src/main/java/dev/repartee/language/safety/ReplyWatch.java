package dev.repartee.language.safety;

import java.util.Optional;
import java.util.Set;

/**
 * Looks at one reply besides the rules, for what only its maker knows: a canary, the prompt, the
 * links that it was given. What it says must depend on the text alone, not on the pieces in which
 * it came. For one thread.
 */
public interface ReplyWatch {

    /** Finds nothing. */
    ReplyWatch NONE = new ReplyWatch() {};

    /**
     * What a text must not be sent for.
     *
     * @param excerpt the next piece, with some of what came before
     */
    default Optional<SafetyCategory> finds(Excerpt excerpt) {
        return Optional.empty();
    }

    /**
     * Whether a text may be sent though more will follow; no, while its end may be the beginning of
     * something to withhold.
     */
    default boolean mayRelease(Excerpt excerpt) {
        return true;
    }

    /** Takes something out of a piece, and names the kind of what it took. */
    default String redact(String piece, Set<String> kinds) {
        return piece;
    }
}
