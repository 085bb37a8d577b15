package dev.repartee.language.dataset;

import java.util.Comparator;
import java.util.List;

/**
 * A message as users write it, with what it means.
 *
 * @param text the message; never blank
 * @param intent what the user wants; never blank
 * @param annotations what the message names: in order, inside the text, not overlapping, and never
 *     cutting a character in half
 */
public record Example(String text, String intent, List<Annotation> annotations) {

    public Example {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an example needs a text");
        }
        if (intent.isBlank()) {
            throw new IllegalArgumentException("an example needs an intent");
        }
        annotations =
                annotations.stream().sorted(Comparator.comparingInt(Annotation::start)).toList();
        int free = 0;
        for (Annotation annotation : annotations) {
            if (annotation.end() > text.length()) {
                throw new IllegalArgumentException(
                        "the annotation %d..%d leaves the text of %d chars"
                                .formatted(annotation.start(), annotation.end(), text.length()));
            }
            if (annotation.start() < free) {
                throw new IllegalArgumentException(
                        "annotations overlap at char " + annotation.start());
            }
            if (cutsCharacter(text, annotation.start()) || cutsCharacter(text, annotation.end())) {
                throw new IllegalArgumentException(
                        "the annotation %d..%d cuts a character in half"
                                .formatted(annotation.start(), annotation.end()));
            }
            free = annotation.end();
        }
    }

    /** An example that marks nothing. */
    public Example(String text, String intent) {
        this(text, intent, List.of());
    }

    private static boolean cutsCharacter(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }
}
