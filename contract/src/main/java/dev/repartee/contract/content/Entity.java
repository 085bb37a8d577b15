package dev.repartee.contract.content;

import org.jspecify.annotations.Nullable;

/**
 * Something that the user named.
 *
 * @param type for example {@code email}, {@code money}, {@code date}
 * @param text as written
 * @param normalized in the standard form of its type (E.164, ISO 8601, ...), or null when there is
 *     none
 * @param start where it begins in the message, in UTF-16 units
 * @param end where it ends, exclusive
 */
public record Entity(String type, String text, @Nullable String normalized, int start, int end) {}
