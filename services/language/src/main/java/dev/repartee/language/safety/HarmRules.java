package dev.repartee.language.safety;

import dev.repartee.language.token.PatternIndex;
import dev.repartee.language.token.RuleFile;
import dev.repartee.language.token.RuleFile.Rule;
import dev.repartee.language.token.Tokenizer;
import dev.repartee.language.token.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds harmful words by rules. Rules can't tell a quotation from a threat, nor find what is said
 * in other words: this is the floor, not a judge. Linear in the text. Thread-safe.
 */
public final class HarmRules {

    private static final String PRIVATE_KEY = "PRIVATE KEY-----";

    private final PatternIndex<Rule> rules;

    private HarmRules(List<PatternIndex.Entry<Rule>> rules) {
        this.rules = new PatternIndex<>(rules);
    }

    private static final class Shipped {
        static final HarmRules REPLIES = new HarmRules(read("safety.rules"));
        static final HarmRules MESSAGES = new HarmRules(forMessages());
    }

    /** What a reply must never say. */
    public static HarmRules ofReplies() {
        return Shipped.REPLIES;
    }

    /** What a message may say that somebody should know of. */
    public static HarmRules ofMessages() {
        return Shipped.MESSAGES;
    }

    /** A finding and where it stands, as UTF-16 offsets. */
    public record Hit(SafetyCategory category, int start, int end) {}

    /** All that is found, from left to right. */
    public List<Hit> find(String text) {
        return find(text, Tokenizer.tokenize(text));
    }

    /** The same for a text that was cut into words already. */
    List<Hit> find(String text, Tokens tokens) {
        List<Hit> hits = new ArrayList<>();
        int key = text.indexOf(PRIVATE_KEY);
        if (key >= 0 && text.contains("-----BEGIN")) {
            hits.add(
                    new Hit(SafetyCategory.CREDENTIALS, text.indexOf("-----BEGIN"), text.length()));
        }
        rules.match(
                tokens,
                hit ->
                        hits.add(
                                new Hit(
                                        SafetyCategory.valueOf(hit.rule().name()),
                                        tokens.get(hit.first()).start(),
                                        tokens.get(hit.end() - 1).end())));
        return hits;
    }

    /** How one speaks to harm oneself is another matter in a message than in a reply. */
    private static List<PatternIndex.Entry<Rule>> forMessages() {
        Set<SafetyCategory> shared =
                EnumSet.of(SafetyCategory.SLUR, SafetyCategory.WEAPONS, SafetyCategory.MINORS);
        List<PatternIndex.Entry<Rule>> all = new ArrayList<>(read("messages.rules"));
        read("safety.rules").stream()
                .filter(entry -> shared.contains(SafetyCategory.valueOf(entry.rule().name())))
                .forEach(all::add);
        return all;
    }

    private static List<PatternIndex.Entry<Rule>> read(String resource) {
        try (InputStream in = HarmRules.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + resource);
            }
            return RuleFile.read(resource, new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
