package dev.repartee.knowledge.vector;

import java.util.List;

/**
 * Keeps vectors of pieces and finds those nearest to another. Thread-safe. Failures throw {@link
 * dev.repartee.contract.ReparteeException}, retryable when they may pass.
 */
public interface VectorStore {

    /** Names the kind of store. */
    String name();

    /** Makes these the vectors of a document; older ones are gone afterwards. */
    void replace(Scope scope, String documentId, List<Piece> pieces);

    /** Removes all vectors of a document; nothing happens when it has none. */
    void delete(Scope scope, String documentId);

    /** Finds the pieces nearest to a vector, the nearest first. */
    List<Hit> nearest(Scope scope, float[] vector, int limit);

    /**
     * A piece of a document.
     *
     * @param start where it begins in the text, in UTF-16 units
     * @param end where it ends, exclusive
     */
    record Piece(int start, int end, float[] vector) {}

    /**
     * A piece that was found.
     *
     * @param similarity cosine, -1 to 1
     */
    record Hit(String documentId, int start, int end, double similarity) {}
}
