package dev.repartee.contract.content;

import org.jspecify.annotations.Nullable;

/**
 * A passage that a reply rests on.
 *
 * @param document the document's id
 * @param title the document's title
 * @param section the headings above the passage, joined by {@code " > "}, or null
 * @param start where it begins in the document, in UTF-16 units
 * @param end where it ends, exclusive
 */
public record Citation(
        String document, String title, @Nullable String section, int start, int end) {}
