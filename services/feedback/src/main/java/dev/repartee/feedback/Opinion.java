package dev.repartee.feedback;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user says about a reply. Something is said: a thumb, a reason, a comment or a correction.
 *
 * @param rating a thumb, or null
 * @param reasons what is good or bad about it
 * @param comment in the user's words, or null
 * @param correction what the reply should have been, or null
 */
public record Opinion(
        @Nullable Rating rating,
        Set<Reason> reasons,
        @Nullable String comment,
        @Nullable String correction) {

    /** The longest comment, in UTF-16 units. */
    public static final int LONGEST_COMMENT = 2_000;

    /** The longest correction, in UTF-16 units. */
    public static final int LONGEST_CORRECTION = 8_000;

    public Opinion {
        reasons = Set.copyOf(reasons.isEmpty() ? Set.of() : EnumSet.copyOf(reasons));
        comment = blankAsNull(comment);
        correction = blankAsNull(correction);
        if (rating == null && reasons.isEmpty() && comment == null && correction == null) {
            throw new IllegalArgumentException("an opinion says something");
        }
        if (tooLong(comment, LONGEST_COMMENT) || tooLong(correction, LONGEST_CORRECTION)) {
            throw new IllegalArgumentException("an opinion's texts are bounded");
        }
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static boolean tooLong(@Nullable String text, int longest) {
        return text != null && text.length() > longest;
    }
}
