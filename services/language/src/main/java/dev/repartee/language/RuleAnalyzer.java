package dev.repartee.language;

import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.Nlu;
import dev.repartee.language.entity.EntityExtractor;
import dev.repartee.language.entity.custom.CustomEntities;
import dev.repartee.language.token.PatternIndex;
import dev.repartee.language.token.PatternIndex.Hit;
import dev.repartee.language.token.RuleFile;
import dev.repartee.language.token.RuleFile.Rule;
import dev.repartee.language.token.Tokenizer;
import dev.repartee.language.token.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Analyses messages by rules: the intents of {@code intents.rules} and the entities of {@link
 * EntityExtractor}.
 *
 * <p>Confidence is a noisy-or over the distinct rules that match; rules of another language than
 * the message's count less. A courtesy (flag {@code whole}: a greeting, thanks, yes) counts by the
 * square root of the share of the words that it explains, so that {@code hi, where is my order?} is
 * about the order. Intents are judged by the first 256 words. Thread-safe; well under a millisecond
 * for a usual message, and linear for any.
 */
public final class RuleAnalyzer implements Analyzer {

    private static final String NAME = "rules";
    private static final String RESOURCE = "intents.rules";
    private static final String WHOLE = "whole";
    private static final int MAX_TOKENS = 256;
    private static final double MIN_CONFIDENCE = 0.4;
    private static final double OTHER_LANGUAGE = 0.75;
    private static final double MAX_CONFIDENCE = 0.99;

    private final PatternIndex<Rule> rules;
    private final EntityExtractor entities;

    private RuleAnalyzer(List<PatternIndex.Entry<Rule>> rules, EntityExtractor entities) {
        this.rules = new PatternIndex<>(rules);
        this.entities = entities;
    }

    /**
     * Compiles the rules that ship with Repartee.
     *
     * @param region the ISO 3166 country by which phone numbers and dates are read, {@code ZZ} to
     *     guess it from the language of each message
     */
    public static RuleAnalyzer shipped(String region) {
        try (InputStream in = RuleAnalyzer.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + RESOURCE);
            }
            return of(RESOURCE, new InputStreamReader(in, StandardCharsets.UTF_8), region);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Compiles rules of one's own.
     *
     * @param name what to call the source in errors
     * @throws IllegalArgumentException when a line is wrong, naming it and the cause
     */
    public static RuleAnalyzer of(String name, Reader source, String region) {
        return new RuleAnalyzer(RuleFile.read(name, source), new EntityExtractor(region));
    }

    @Override
    public Nlu analyze(String text, String language, ZonedDateTime at) {
        Tokens tokens = Tokenizer.tokenize(text);
        return new Nlu(
                intent(tokens, language), entities.extract(text, tokens, language, at), NAME);
    }

    /**
     * Analyses one message of somebody whose country is known.
     *
     * @param country the ISO 3166 code by which phone numbers and dates are read, {@code ZZ} to
     *     guess it from the language
     * @param own what the tenant defines
     * @throws IllegalArgumentException when the country is unknown
     */
    public Nlu analyze(
            String text, String language, ZonedDateTime at, String country, CustomEntities own) {
        Tokens tokens = Tokenizer.tokenize(text);
        return new Nlu(
                intent(tokens, language),
                entities.extract(text, tokens, language, at, country, own),
                NAME);
    }

    private @Nullable Intent intent(Tokens all, String language) {
        Tokens tokens = all.first(MAX_TOKENS);
        int words = 0;
        for (int i = 0; i < tokens.size(); i++) {
            words += tokens.is(i, "?") ? 0 : 1;
        }
        var evidence = new LinkedHashMap<String, Evidence>();
        rules.match(
                tokens,
                hit ->
                        evidence.computeIfAbsent(hit.rule().name(), unused -> new Evidence())
                                .add(hit, language));
        return best(evidence, words);
    }

    private static @Nullable Intent best(Map<String, Evidence> evidence, int words) {
        String best = null;
        double confidence = MIN_CONFIDENCE;
        for (Map.Entry<String, Evidence> each : evidence.entrySet()) {
            double candidate = each.getValue().confidence(words);
            if (candidate > confidence) {
                best = each.getKey();
                confidence = candidate;
            }
        }
        return best == null ? null : new Intent(best, Math.round(confidence * 1000) / 1000.0);
    }

    /** What speaks for one intent. */
    private static final class Evidence {

        private final Set<Rule> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        private final BitSet explained = new BitSet();
        private double doubt = 1;
        private boolean whole;

        void add(Hit<Rule> hit, String language) {
            explained.set(hit.first(), hit.end());
            whole = hit.rule().flags().contains(WHOLE);
            if (seen.add(hit.rule())) {
                boolean foreign =
                        !hit.rule().language().equals(language)
                                && !language.equals(LanguageTagger.UNDETERMINED);
                doubt *= 1 - hit.rule().strength().confidence() * (foreign ? OTHER_LANGUAGE : 1);
            }
        }

        double confidence(int words) {
            double share =
                    whole ? Math.sqrt((double) explained.cardinality() / Math.max(words, 1)) : 1;
            return Math.min(MAX_CONFIDENCE, (1 - doubt) * Math.min(share, 1));
        }
    }
}
