package dev.repartee.safety;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.RequestKey;
import dev.repartee.language.safety.SafetyAction;
import dev.repartee.language.safety.SafetyCategory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a text and what was done about it; never the text.
 *
 * @param request the message that it belongs to
 * @param assistant who was asked
 * @param at when
 * @param place where it was found
 * @param finding what was found
 * @param textHash tells equal texts of one user; null once the user is erased
 */
public record SafetyDecision(
        RequestKey request,
        AssistantId assistant,
        Instant at,
        Place place,
        Finding finding,
        @Nullable String textHash) {

    /** Where something was found. */
    public enum Place {
        MESSAGE,
        PASSAGE,
        TOOL,
        REPLY;

        /** The word in the audit. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was found.
     *
     * @param detector who found it, such as {@code rules}, {@code injection:base64}, {@code canary}
     * @param score 0 to 1, 1 for rules that know no doubt
     * @param spans UTF-16 offsets in the text, as far as they are known
     */
    public record Finding(
            SafetyCategory category,
            SafetyAction action,
            String detector,
            double score,
            List<Span> spans) {
        public Finding {
            spans = List.copyOf(spans);
        }
    }

    /** A part of a text. */
    public record Span(int start, int end) {}
}
