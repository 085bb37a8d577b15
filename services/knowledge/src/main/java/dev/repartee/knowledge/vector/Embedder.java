package dev.repartee.knowledge.vector;

import java.util.List;

/** Turns texts into vectors whose nearness is nearness of meaning. */
public interface Embedder {

    /** Names the model; vectors of different models can't be compared. */
    String model();

    /**
     * Returns a vector for each text, in their order, all of the same length.
     *
     * @throws dev.repartee.contract.ReparteeException with {@code MODEL_UNAVAILABLE}, {@code
     *     MODEL_REFUSED} or {@code MODEL_TIMEOUT}
     */
    List<float[]> embed(List<String> texts);
}
