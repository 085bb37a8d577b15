package dev.repartee.language.intent;

/**
 * What a word of a message speaks for.
 *
 * @param start the UTF-16 index of its first char in the message
 * @param end the UTF-16 index after its last char
 * @param weight by how much the log odds of the explained intent fall when the word is left out;
 *     negative when the word speaks against the intent
 */
public record WordEvidence(int start, int end, double weight) {}
