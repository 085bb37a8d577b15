package dev.repartee.language.dataset;

/**
 * Hears how far a training is, on the thread that trains. An exception that it throws ends the
 * training: that is how one is cancelled.
 */
@FunctionalInterface
public interface TrainingProgress {

    /** Hears nothing. */
    TrainingProgress NONE = (phase, share) -> {};

    /**
     * @param phase what is being done, for people
     * @param share how much of the whole training is done, 0 to 1, never less than before
     */
    void reached(String phase, double share);
}
