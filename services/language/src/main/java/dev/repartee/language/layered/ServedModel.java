package dev.repartee.language.layered;

import dev.repartee.contract.content.Entity;
import java.util.List;

/**
 * A model that is in service.
 *
 * @param version names it in results, caches and metrics, for example {@code shipped} or {@code 7}
 * @param own whether it was trained for the assistant, and not shipped with Repartee
 * @param ranker its intents
 * @param entities what it finds of the assistant's own entities
 * @param threshold the confidence from which on its best intent is believed
 */
public record ServedModel(
        String version, boolean own, IntentRanker ranker, EntityTagger entities, double threshold) {

    /** Finds the entities that an assistant's examples have marked. */
    @FunctionalInterface
    public interface EntityTagger {

        /** Finds nothing. */
        EntityTagger NONE = text -> List.of();

        /** The entities of one message, in order; offsets are UTF-16 indexes into it. */
        List<Entity> tag(String text);
    }

    public ServedModel {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("the threshold must be 0 to 1, not " + threshold);
        }
    }
}
