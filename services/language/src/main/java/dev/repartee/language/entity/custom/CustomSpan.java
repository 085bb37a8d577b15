package dev.repartee.language.entity.custom;

/**
 * A tenant's own entity in a text.
 *
 * @param type as the tenant calls it
 * @param value what it stands for: an item's name, or the text that a pattern matched
 * @param start the UTF-16 index of its first char in the text
 * @param end the UTF-16 index after its last char
 */
public record CustomSpan(String type, String value, int start, int end) {}
