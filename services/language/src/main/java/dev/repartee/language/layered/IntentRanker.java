package dev.repartee.language.layered;

import dev.repartee.language.intent.IntentRanking;
import dev.repartee.language.intent.WordEvidence;
import java.util.List;

/** Ranks intents by how likely a message has them: a trained model, or a user's own transformer. */
public interface IntentRanker {

    /** The intents that it tells apart. */
    List<String> intents();

    /** Ranks them for one message. Thread-safe; needs no I/O. */
    IntentRanking rank(String text);

    /** Which words speak for one of its intents; empty when it can't say. */
    default List<WordEvidence> explain(String text, String intent) {
        return List.of();
    }
}
