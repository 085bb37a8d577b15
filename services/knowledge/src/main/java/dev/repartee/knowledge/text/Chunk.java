package dev.repartee.knowledge.text;

/**
 * A piece of a document that is found and cited as one.
 *
 * @param section the headings above it, joined by {@code " > "}; empty if there are none
 * @param start where it begins in the document, in UTF-16 units
 * @param end where it ends, exclusive
 */
public record Chunk(String section, int start, int end) {

    /**
     * Returns the words of the piece.
     *
     * @param document the whole text that it was cut from
     */
    public String text(String document) {
        return document.substring(start, end);
    }
}
