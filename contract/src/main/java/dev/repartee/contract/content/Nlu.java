package dev.repartee.contract.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was understood of a message.
 *
 * @param intent what the user wants, or null when nothing fits
 * @param entities what the user named, in order of their position
 * @param analyser who understood it, for example {@code rules}
 */
public record Nlu(@Nullable Intent intent, List<Entity> entities, String analyser) {

    public Nlu {
        entities = entities == null ? List.of() : List.copyOf(entities);
    }
}
