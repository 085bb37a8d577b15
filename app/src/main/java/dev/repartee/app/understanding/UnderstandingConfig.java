package dev.repartee.app.understanding;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What messages are understood with.
 *
 * @param transformer folder of a user's own classifier, which takes the place of the shipped model;
 *     null for the shipped one
 * @param encoder folder of a user's own sentence encoder, from whose vectors assistants' models
 *     learn besides words; null for words alone
 */
public record UnderstandingConfig(@Nullable Path transformer, @Nullable Path encoder) {

    /** The shipped model. */
    public static UnderstandingConfig defaults() {
        return new UnderstandingConfig(null, null);
    }
}
