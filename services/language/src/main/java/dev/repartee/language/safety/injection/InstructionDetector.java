package dev.repartee.language.safety.injection;

import dev.repartee.language.safety.injection.Suspicion.Finding;
import dev.repartee.language.token.PatternIndex;
import dev.repartee.language.token.RuleFile;
import dev.repartee.language.token.RuleFile.Rule;
import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokenizer;
import dev.repartee.language.token.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds text that gives a model orders: to forget its instructions, to tell them, to play another
 * part, to send data away. For messages, passages and tools' output.
 *
 * <p>By rules in a dozen languages, after encodings and look-alike letters were taken off. Rules
 * find what is known; who words it in a new way gets past them, which is why nothing relies on them
 * alone. The score is a noisy-or over the rules that match; words of an everyday meaning ({@code
 * ignore my previous message}) lower it. Time is linear in the text. Thread-safe.
 */
public final class InstructionDetector {

    private static final String EXCUSE = "EXCUSE";
    private static final double EXCUSED = 0.45;
    private static final double WRAPPED = 0.95;
    private static final double PHRASE = 0.93;
    private static final int LONGEST = 100_000;

    private final PatternIndex<Rule> rules;
    private final PhraseIndex phrases = new PhraseIndex("injection.phrases");
    private final ConceptWindows concepts = new ConceptWindows("injection.concepts");

    private InstructionDetector(List<PatternIndex.Entry<Rule>> rules) {
        this.rules = new PatternIndex<>(rules);
    }

    private static final class Shipped {
        static final InstructionDetector INSTANCE = new InstructionDetector(read());
    }

    /** The detector with the rules that ship with Repartee. */
    public static InstructionDetector shipped() {
        return Shipped.INSTANCE;
    }

    /** Looks through a text; of a very long one through the first 100,000 chars. */
    public Suspicion inspect(String text) {
        String looked = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        Suspicion worst = Suspicion.NONE;
        for (View view : Unwrapper.views(looked)) {
            Suspicion suspicion = inspect(view);
            if (suspicion.score() > worst.score()) {
                worst = suspicion;
            }
        }
        return worst;
    }

    private Suspicion inspect(View view) {
        Tokens tokens = Tokenizer.tokenize(view.text());
        List<Finding> findings = new ArrayList<>();
        Set<Rule> seen = new HashSet<>();
        Evidence evidence = new Evidence();
        rules.match(
                tokens,
                hit -> {
                    if (hit.rule().name().equals(EXCUSE)) {
                        evidence.excused = true;
                        return;
                    }
                    findings.add(finding(hit, tokens, view));
                    if (seen.add(hit.rule())) {
                        evidence.doubt *= 1 - hit.rule().strength().confidence();
                    }
                });
        concepts.match(
                tokens,
                hit -> {
                    findings.add(
                            new Finding(
                                    hit.technique(),
                                    view.wrapping(),
                                    view.original(tokens.get(hit.first()).start()),
                                    view.original(tokens.get(hit.last()).end())));
                    evidence.doubt *= 1 - hit.strength().confidence();
                });
        for (Finding phrase : phrases.find(view)) {
            findings.add(phrase);
            evidence.doubt *= 1 - PHRASE;
        }
        if (findings.isEmpty()) {
            return Suspicion.NONE;
        }
        findings.sort(Comparator.comparingInt(Finding::start));
        return new Suspicion(evidence.score(view), findings);
    }

    private static Finding finding(PatternIndex.Hit<Rule> hit, List<Token> tokens, View view) {
        int last = Math.max(hit.first(), hit.end() - 1);
        return new Finding(
                hit.rule().name().toLowerCase(Locale.ROOT),
                view.wrapping(),
                view.original(tokens.get(hit.first()).start()),
                view.original(tokens.get(last).end()));
    }

    /** What speaks for one view of a text. For one thread. */
    private static final class Evidence {

        private double doubt = 1;
        private boolean excused;

        double score(View view) {
            double plain = (1 - doubt) * (excused ? EXCUSED : 1);
            boolean wrapped = !view.wrapping().equals("plain") && !view.wrapping().equals("leet");
            // Nobody hides an order by accident.
            return wrapped && plain > 0.5 ? Math.max(plain, WRAPPED) : plain;
        }
    }

    private static List<PatternIndex.Entry<Rule>> read() {
        String resource = "injection.rules";
        try (InputStream in = InstructionDetector.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + resource);
            }
            return RuleFile.read(resource, new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
