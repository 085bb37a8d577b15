package dev.repartee.knowledge;

/**
 * A piece of a document that a search found.
 *
 * @param section the headings above it, joined by {@code " > "}; empty if there are none
 * @param text as it stands in the document
 * @param start where it begins in the document, in UTF-16 units
 * @param end where it ends, exclusive
 * @param score higher is better, comparable within one search only
 * @param coverage 0 to 1: the share of the question's words of meaning, weighted by their rarity,
 *     that the piece, its headings or its title have
 * @param confidence 0 to 1: the probability that it holds the answer
 * @param language by whose rules it was searched
 */
public record Passage(
        String documentId,
        String title,
        String section,
        String text,
        int start,
        int end,
        double score,
        double coverage,
        double confidence,
        String language) {}
