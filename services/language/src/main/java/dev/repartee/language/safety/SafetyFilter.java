package dev.repartee.language.safety;

import dev.repartee.language.safety.SafetyVerdict.Blocked;
import dev.repartee.language.safety.SafetyVerdict.Redacted;
import dev.repartee.language.safety.SafetyVerdict.Safe;
import dev.repartee.language.safety.SecretFinder.Range;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps secrets, personal data and harmful words out of replies, by rules ({@code safety.rules}).
 * Rules can't tell a quotation from a threat, nor find what is said in other words: this is the
 * floor, not a judge.
 *
 * <p>A whole text is filtered exactly as {@link StreamingSafety} would filter it in pieces.
 * Thread-safe.
 */
public final class SafetyFilter {

    static final String SECRET = "[secret]";

    private final SafetyPolicy policy;
    private final PiiRedactor pii;
    private final SecretFinder secrets = new SecretFinder();

    /**
     * @throws IllegalArgumentException when the policy names an unknown region
     */
    public SafetyFilter(SafetyPolicy policy) {
        this.policy = policy;
        this.pii = new PiiRedactor(policy.pii());
    }

    /** Says what may be sent of a whole text. */
    public SafetyVerdict check(String text) {
        var streaming = streaming();
        streaming.feed(text);
        return streaming.finish().verdict();
    }

    /** Starts to filter a text that comes in pieces. */
    public StreamingSafety streaming() {
        return streaming(ReplyWatch.NONE);
    }

    /** The same, with somebody who looks for more than the rules know. */
    public StreamingSafety streaming(ReplyWatch watch) {
        return new StreamingSafety(this, watch);
    }

    /**
     * What stands in a text that something is done about.
     *
     * @param after only what ends behind this place counts
     */
    List<SafetyCategory> findings(Excerpt excerpt, int after) {
        List<HarmRules.Hit> hits = HarmRules.ofReplies().find(excerpt.text(), excerpt.words());
        if (hits.isEmpty()) {
            return List.of();
        }
        return hits.stream()
                .filter(hit -> hit.end() > after)
                .map(HarmRules.Hit::category)
                .filter(policy.actions()::containsKey)
                .distinct()
                .toList();
    }

    /** What is done about a category. */
    SafetyAction action(SafetyCategory category) {
        return policy.actions().getOrDefault(category, SafetyAction.FLAG);
    }

    /** Takes secrets and personal data out of a text. */
    public Redacted redact(String text) {
        Set<String> kinds = new TreeSet<>();
        Redaction redaction =
                pii.redact(policy.redactSecrets() ? withoutSecrets(text, kinds) : text);
        redaction.kinds().forEach(kind -> kinds.add(kind.name().toLowerCase(Locale.ROOT)));
        return new Redacted(redaction.text(), kinds);
    }

    /** Takes only secrets out of a text. */
    public String redactSecrets(String text) {
        return withoutSecrets(text, new TreeSet<>());
    }

    SafetyVerdict verdict(String filtered, Set<String> kinds) {
        return kinds.isEmpty() ? new Safe(filtered) : new Redacted(filtered, kinds);
    }

    Blocked blocked(SafetyCategory reason) {
        return new Blocked(reason, policy.replacement());
    }

    private String withoutSecrets(String text, Set<String> kinds) {
        List<Range> found = secrets.find(text);
        if (found.isEmpty()) {
            return text;
        }
        found.sort(Comparator.comparingInt(Range::start));
        kinds.add("secret");
        var redacted = new StringBuilder(text.length());
        int from = 0;
        for (Range range : found) {
            if (range.end() > from) {
                redacted.append(text, from, Math.max(from, range.start()));
                redacted.append(range.start() >= from ? SECRET : "");
                from = range.end();
            }
        }
        return redacted.append(text, from, text.length()).toString();
    }
}
