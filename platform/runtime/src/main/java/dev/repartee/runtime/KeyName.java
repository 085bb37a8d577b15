package dev.repartee.runtime;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How keys are spelled, and which one was probably meant. */
final class KeyName {
    private static final int FARTHEST = 3;

    private KeyName() {}

    /** {@code maxTextLength} becomes {@code MAX_TEXT_LENGTH}. */
    static String forEnvironment(String key) {
        return key.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replace('-', '_')
                .toUpperCase(Locale.ROOT);
    }

    /** The known key nearest to the given one, unless all are too far off to have been meant. */
    static Optional<String> nearest(String key, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .filter(
                        candidate ->
                                distance(key, candidate)
                                        <= Math.max(FARTHEST, key.length() / FARTHEST));
    }

    /** Levenshtein distance, letters' case aside. */
    private static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int column = 0; column < previous.length; column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= a.length(); row++) {
            int[] current = new int[b.length() + 1];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                int change =
                        previous[column - 1] + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
                current[column] =
                        Math.min(change, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
