package dev.repartee.inference.guard;

import dev.repartee.language.safety.SafetyFilter;
import dev.repartee.language.safety.SafetyPolicy;
import dev.repartee.tools.call.Toolbox;
import org.jspecify.annotations.Nullable;

/**
 * What lies between models and the world.
 *
 * @param replies what every reply passes that no guard was opened for
 * @param guards between users and models
 * @param tools what models may call, or null for nothing
 */
public record Protection(SafetyFilter replies, Guards guards, @Nullable Toolbox tools) {

    /** With the filter that all assistants have in common. */
    public Protection(Guards guards, @Nullable Toolbox tools) {
        this(new SafetyFilter(SafetyPolicy.standard()), guards, tools);
    }
}
