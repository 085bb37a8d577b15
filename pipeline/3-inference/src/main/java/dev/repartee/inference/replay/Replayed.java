package dev.repartee.inference.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.text.BreakIterator;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message, then and now.
 *
 * @param at when it was accepted
 * @param question what the user said
 * @param before what was made of it then
 * @param after what is made of it now, or null when that failed
 * @param failure why there is nothing now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Replayed(
        String requestId,
        String user,
        Instant at,
        String question,
        Side before,
        @Nullable Side after,
        @Nullable String failure) {

    /** Whether the answers differ in more than white space. */
    @JsonProperty
    public boolean answerDiffers() {
        return after != null && !flat(before.text()).equals(flat(after.text()));
    }

    /** Whether the intents differ. */
    @JsonProperty
    public boolean intentDiffers() {
        return after != null && !Objects.equals(before.intent(), after.intent());
    }

    /** How many of the words both answers share, 0 to 1 (Jaccard). */
    @JsonProperty
    public double similarity() {
        if (after == null) {
            return 0;
        }
        Set<String> one = words(before.text());
        Set<String> other = words(after.text());
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        one.retainAll(other);
        return all.isEmpty() ? 1 : Math.round(100.0 * one.size() / all.size()) / 100.0;
    }

    private static String flat(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
        breaks.setText(text);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            String word = text.substring(start, end);
            if (Character.isLetterOrDigit(word.codePointAt(0))) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
            start = end;
        }
        return words;
    }
}
