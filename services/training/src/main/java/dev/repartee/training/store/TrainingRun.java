package dev.repartee.training.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A training and how far it is.
 *
 * @param version its number within the assistant, and that of the model that it makes
 * @param phase what is being done, for people
 * @param progress 0 to 1
 * @param activate whether its model goes into service at once
 * @param failure why it failed, for the author of the examples
 * @param finishedAt when it ended, however
 */
public record TrainingRun(
        long version,
        RunState state,
        String phase,
        double progress,
        boolean activate,
        @Nullable String failure,
        Instant requestedAt,
        @Nullable Instant finishedAt) {}
