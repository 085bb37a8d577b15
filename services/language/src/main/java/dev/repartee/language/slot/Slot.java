package dev.repartee.language.slot;

/**
 * A value that a {@link SlotTagger} found.
 *
 * @param start the UTF-16 index of its first char in the text
 * @param end the UTF-16 index after its last char
 * @param type as the examples call it
 * @param confidence the probability of its least certain word, 0 to 1
 */
public record Slot(int start, int end, String type, double confidence) {

    public Slot {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("not a span: " + start + ".." + end);
        }
    }
}
