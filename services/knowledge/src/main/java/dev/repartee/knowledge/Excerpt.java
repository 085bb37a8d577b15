package dev.repartee.knowledge;

/**
 * The part of a passage that answers a question.
 *
 * @param text without Markdown
 * @param start where it begins in the document, in UTF-16 units
 * @param end where it ends, exclusive
 */
public record Excerpt(String text, int start, int end) {}
