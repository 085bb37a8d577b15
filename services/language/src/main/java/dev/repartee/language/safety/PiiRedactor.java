package dev.repartee.language.safety;

import dev.repartee.language.entity.CardFinder;
import dev.repartee.language.entity.EmailFinder;
import dev.repartee.language.entity.PhoneFinder;
import dev.repartee.language.entity.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * Takes personal data out of text by a policy. Where finds overlap (a card number may hold phone
 * numbers) all of their text goes, under the kind of the longest. Time is linear in the text.
 * Thread-safe.
 */
public final class PiiRedactor {

    private static final int MASK_TAIL = 4;

    private final PiiPolicy policy;
    private final EmailFinder emails = new EmailFinder();
    private final CardFinder cards = new CardFinder();
    private final PhoneFinder phones;

    /**
     * @throws IllegalArgumentException when the policy names an unknown region
     */
    public PiiRedactor(PiiPolicy policy) {
        this.policy = policy;
        this.phones = new PhoneFinder(policy.region());
    }

    /** Returns the text without what the policy takes out. */
    public Redaction redact(String text) {
        List<Found> found = find(text);
        if (found.isEmpty()) {
            return new Redaction(text, EnumSet.noneOf(PiiKind.class));
        }
        var kinds = EnumSet.noneOf(PiiKind.class);
        var redacted = new StringBuilder(text.length());
        int from = 0;
        for (Found each : found) {
            redacted.append(text, from, each.start()).append(replacement(each, text));
            from = each.end();
            kinds.add(each.kind());
        }
        return new Redaction(redacted.append(text, from, text.length()).toString(), kinds);
    }

    private List<Found> find(String text) {
        var found = new ArrayList<Found>();
        for (PiiKind kind : policy.kinds()) {
            List<Span> spans =
                    switch (kind) {
                        case EMAIL -> emails.find(text);
                        case CARD -> cards.find(text);
                        case PHONE -> phones.find(text);
                    };
            spans.forEach(span -> found.add(new Found(kind, span.start(), span.end())));
        }
        found.sort(Comparator.comparingInt(Found::start));
        return merged(found);
    }

    private static List<Found> merged(List<Found> sorted) {
        var merged = new ArrayList<Found>(sorted.size());
        for (Found each : sorted) {
            if (merged.isEmpty() || each.start() >= merged.getLast().end()) {
                merged.add(each);
            } else {
                merged.add(merged.removeLast().union(each));
            }
        }
        return merged;
    }

    private String replacement(Found found, String text) {
        return switch (policy.mode()) {
            case REDACT -> found.kind().label();
            case MASK -> masked(found, text.substring(found.start(), found.end()));
        };
    }

    private static String masked(Found found, String value) {
        String label = found.kind().label();
        String tail =
                switch (found.kind()) {
                    case EMAIL -> value.substring(value.lastIndexOf('@'));
                    case PHONE, CARD -> value.substring(value.length() - MASK_TAIL);
                };
        return label.substring(0, label.length() - 1) + " .." + tail + "]";
    }

    private record Found(PiiKind kind, int start, int end) {

        /** Both together, under the kind of the longer one: half a card number is still one. */
        Found union(Found other) {
            PiiKind longer = other.end - other.start > end - start ? other.kind : kind;
            return new Found(longer, Math.min(start, other.start), Math.max(end, other.end));
        }
    }
}
