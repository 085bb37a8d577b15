package dev.repartee.language.token;

/**
 * A word of a text.
 *
 * @param word in lower case, Latin letters without their marks, so that {@code adiós} and {@code
 *     Adios} are one word
 * @param start the UTF-16 index of its first char in the text
 * @param end the UTF-16 index after its last char
 */
public record Token(String word, int start, int end) {}
