package dev.repartee.knowledge;

/**
 * A piece of a document that is found and cited as one.
 *
 * @param section the headings above it, joined by {@code " > "}; empty if there are none
 * @param start where it begins in the document, in UTF-16 units
 * @param end where it ends, exclusive
 */
record Chunk(String section, int start, int end) {

    String text(Document document) {
        return document.content().substring(start, end);
    }
}
