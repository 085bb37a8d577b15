package dev.repartee.language.intent;

import java.util.List;

/**
 * What a message may want.
 *
 * @param top the likeliest intents, the likeliest first; at least one
 * @param outOfScope whether the message probably wants none of the model's intents
 * @param scope how sure it is that the message wants one of the model's intents, 0 to 1
 */
public record IntentRanking(List<ScoredIntent> top, boolean outOfScope, double scope) {

    public IntentRanking {
        top = List.copyOf(top);
        if (top.isEmpty()) {
            throw new IllegalArgumentException("a ranking needs an intent");
        }
    }

    /** The likeliest intent. */
    public ScoredIntent best() {
        return top.getFirst();
    }
}
