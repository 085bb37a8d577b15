package dev.repartee.language.temporal;

/**
 * Something that was read from some tokens.
 *
 * @param start the index of its first token
 * @param end the index after its last token
 */
record Read<T>(T value, int start, int end) {}
