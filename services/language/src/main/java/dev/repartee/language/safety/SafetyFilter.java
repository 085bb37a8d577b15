package dev.repartee.language.safety;

import dev.repartee.language.safety.SafetyVerdict.Blocked;
import dev.repartee.language.safety.SafetyVerdict.Redacted;
import dev.repartee.language.safety.SafetyVerdict.Safe;
import dev.repartee.language.safety.SecretFinder.Range;
import dev.repartee.language.token.PatternIndex;
import dev.repartee.language.token.RuleFile;
import dev.repartee.language.token.RuleFile.Rule;
import dev.repartee.language.token.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    private static final String RESOURCE = "safety.rules";
    private static final String PRIVATE_KEY = "PRIVATE KEY-----";
    private static final PatternIndex<Rule> RULES = new PatternIndex<>(shipped());

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
        var streaming = new StreamingSafety(this);
        streaming.feed(text);
        return streaming.finish().verdict();
    }

    /** Starts to filter a text that comes in pieces. */
    public StreamingSafety streaming() {
        return new StreamingSafety(this);
    }

    /** Returns what blocks a text, if anything. */
    Optional<SafetyCategory> blockedBy(String text) {
        if (text.contains("-----BEGIN") && text.contains(PRIVATE_KEY)) {
            return Optional.of(SafetyCategory.CREDENTIALS).filter(policy.blocked()::contains);
        }
        var reasons = EnumSet.noneOf(SafetyCategory.class);
        RULES.match(
                Tokenizer.tokenize(text),
                hit -> reasons.add(SafetyCategory.valueOf(hit.rule().name())));
        reasons.retainAll(policy.blocked());
        return reasons.stream().findFirst();
    }

    /** Takes secrets and personal data out of a text. */
    Redacted redact(String text) {
        Set<String> kinds = new TreeSet<>();
        Redaction redaction =
                pii.redact(policy.redactSecrets() ? withoutSecrets(text, kinds) : text);
        redaction.kinds().forEach(kind -> kinds.add(kind.name().toLowerCase(Locale.ROOT)));
        return new Redacted(redaction.text(), kinds);
    }

    SafetyVerdict verdict(String filtered, Set<String> kinds) {
        return kinds.isEmpty() ? new Safe(filtered) : new Redacted(filtered, kinds);
    }

    Blocked blocked(SafetyCategory reason) {
        return new Blocked(reason, policy.replacement());
    }

    private String withoutSecrets(String text, Set<String> kinds) {
        List<Range> found =
                secrets.find(text).stream().sorted(Comparator.comparingInt(Range::start)).toList();
        if (found.isEmpty()) {
            return text;
        }
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

    private static List<PatternIndex.Entry<Rule>> shipped() {
        try (InputStream in = SafetyFilter.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + RESOURCE);
            }
            return RuleFile.read(RESOURCE, new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
