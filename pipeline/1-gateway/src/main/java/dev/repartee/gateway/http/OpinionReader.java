package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.feedback.Opinion;
import dev.repartee.feedback.Rating;
import dev.repartee.feedback.Reason;
import dev.repartee.gateway.form.Fields;
import dev.repartee.gateway.intake.Refusal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads an opinion from strangers, and names every field that is wrong. */
final class OpinionReader {

    private static final Set<String> KNOWN = Set.of("rating", "reasons", "comment", "correction");

    private OpinionReader() {}

    /** Fails with what {@link #refusal} understands. */
    static Opinion read(ObjectNode body) {
        Fields fields = new Fields(body);
        Rating rating = rating(fields);
        Set<Reason> reasons = reasons(fields);
        String comment = text(fields, "comment", Opinion.LONGEST_COMMENT);
        String correction = text(fields, "correction", Opinion.LONGEST_CORRECTION);
        fields.refuseNearMisses(KNOWN);
        if (fields.faults().isEmpty()
                && rating == null
                && reasons.isEmpty()
                && comment == null
                && correction == null) {
            fields.fault("rating", ErrorCode.INVALID_FIELD, "or another field must say something");
        }
        if (!fields.faults().isEmpty()) {
            throw new Faulty(Refusal.of(fields.faults()));
        }
        return new Opinion(rating, reasons, comment, correction);
    }

    static Refusal refusal(Throwable failure) {
        return failure instanceof Faulty faulty ? faulty.refusal : Answers.refusal(failure);
    }

    private static @Nullable Rating rating(Fields fields) {
        String word = fields.string("rating");
        Rating rating = word == null ? null : Rating.of(word).orElse(null);
        if (word != null && rating == null) {
            fields.fault("rating", ErrorCode.INVALID_FIELD, "must be up or down");
        }
        return rating;
    }

    private static Set<Reason> reasons(Fields fields) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        JsonNode node = fields.node("reasons");
        if (node == null) {
            return reasons;
        }
        if (!(node instanceof ArrayNode words) || words.size() > Reason.words().size()) {
            fields.fault(
                    "reasons",
                    ErrorCode.INVALID_FIELD,
                    "must be an array of at most " + Reason.words().size() + " words");
            return reasons;
        }
        for (JsonNode word : words) {
            Reason reason = word.isString() ? Reason.of(word.stringValue()).orElse(null) : null;
            if (reason == null) {
                fields.fault(
                        "reasons",
                        ErrorCode.INVALID_FIELD,
                        "may have " + String.join(", ", Reason.words()));
                return reasons;
            }
            reasons.add(reason);
        }
        return reasons;
    }

    private static @Nullable String text(Fields fields, String name, int longest) {
        String text = fields.string(name);
        if (text != null && text.length() > longest) {
            fields.fault(
                    name, ErrorCode.TEXT_TOO_LONG, "may have %,d characters".formatted(longest));
            return null;
        }
        return text == null || text.isBlank() ? null : text;
    }

    /** Carries a refusal through a future. */
    private static final class Faulty extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        Faulty(Refusal refusal) {
            super(refusal.detail(), null, false, false);
            this.refusal = refusal;
        }
    }
}
