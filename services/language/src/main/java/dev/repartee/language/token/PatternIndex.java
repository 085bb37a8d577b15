package dev.repartee.language.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Matches many patterns at once: a word of the text is tried only against the patterns that start
 * with it. Time is linear in the number of tokens. Immutable once built.
 *
 * @param <R> what a pattern stands for
 */
public final class PatternIndex<R> {

    private final Map<String, List<Entry<R>>> byWord = new HashMap<>();
    private final Stems<List<Entry<R>>> byStem = new Stems<>();

    /** A pattern with what it stands for. */
    public record Entry<R>(TokenPattern pattern, R rule) {}

    /**
     * A place where a pattern matches.
     *
     * @param first the index of its first token
     * @param end the index after its last token
     */
    public record Hit<R>(R rule, int first, int end) {}

    public PatternIndex(List<Entry<R>> entries) {
        for (Entry<R> entry : entries) {
            for (String word : entry.pattern().first().exact()) {
                byWord.computeIfAbsent(word, unused -> new ArrayList<>()).add(entry);
            }
            for (String stem : entry.pattern().first().stems()) {
                byStem.change(
                        stem,
                        others -> {
                            List<Entry<R>> all = others == null ? new ArrayList<>() : others;
                            all.add(entry);
                            return all;
                        });
            }
        }
    }

    /** Reports each match, from left to right. */
    public void match(List<Token> tokens, Consumer<Hit<R>> hits) {
        for (int at = 0; at < tokens.size(); at++) {
            String word = tokens.get(at).word();
            report(byWord.getOrDefault(word, List.of()), tokens, at, hits);
            Stems<List<Entry<R>>> stem = byStem;
            for (int i = 0; stem != null; i++) {
                List<Entry<R>> entries = stem.value();
                if (entries != null) {
                    report(entries, tokens, at, hits);
                }
                stem = i < word.length() ? stem.next(word.charAt(i)) : null;
            }
        }
    }

    private void report(List<Entry<R>> entries, List<Token> tokens, int at, Consumer<Hit<R>> hits) {
        for (Entry<R> entry : entries) {
            int end = entry.pattern().matchAt(tokens, at);
            if (end >= 0) {
                hits.accept(new Hit<>(entry.rule(), at, end));
            }
        }
    }
}
