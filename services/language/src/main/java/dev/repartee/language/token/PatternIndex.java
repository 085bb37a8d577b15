package dev.repartee.language.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Matches many patterns at once: a word of the text is tried only against the patterns that start
 * with it. Time is linear in the number of tokens. Immutable once built.
 *
 * @param <R> what a pattern stands for
 */
public final class PatternIndex<R> {

    private final WordMap<List<Entry<R>>> byWord;
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
        Map<String, List<Entry<R>>> words = new HashMap<>();
        for (Entry<R> entry : entries) {
            for (String word : entry.pattern().first().exact()) {
                words.computeIfAbsent(word, unused -> new ArrayList<>()).add(entry);
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
        byWord = new WordMap<>(words);
    }

    /** Reports each match, from left to right. */
    public void match(Tokens tokens, Consumer<Hit<R>> hits) {
        for (int at = 0; at < tokens.size(); at++) {
            report(byWord.of(tokens, at), tokens, at, hits);
            int length = tokens.length(at);
            Stems<List<Entry<R>>> stem = byStem;
            for (int i = 0; stem != null; i++) {
                report(stem.value(), tokens, at, hits);
                stem = i < length ? stem.next(tokens.letter(at, i)) : null;
            }
        }
    }

    private void report(
            @Nullable List<Entry<R>> entries, Tokens tokens, int at, Consumer<Hit<R>> hits) {
        if (entries == null) {
            return;
        }
        for (Entry<R> entry : entries) {
            int end = entry.pattern().matchAt(tokens, at);
            if (end >= 0) {
                hits.accept(new Hit<>(entry.rule(), at, end));
            }
        }
    }
}
