package dev.repartee.app.understanding;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What messages are understood with.
 *
 * @param transformer folder of a user's own classifier, which takes the place of the shipped model;
 *     null for the shipped one
 */
public record UnderstandingConfig(@Nullable Path transformer) {

    /** The shipped model. */
    public static UnderstandingConfig defaults() {
        return new UnderstandingConfig(null);
    }
}
