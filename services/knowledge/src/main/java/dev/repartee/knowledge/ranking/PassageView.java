package dev.repartee.knowledge.ranking;

import dev.repartee.knowledge.text.Sentences;
import dev.repartee.knowledge.text.Sentences.Span;
import dev.repartee.knowledge.text.TextAnalysis;
import dev.repartee.knowledge.text.TextAnalysis.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A piece of text taken apart: its tokens, its sentences, and the terms of each. */
public final class PassageView {

    private final List<Token> tokens;
    private final List<Span> sentences;
    private final List<Set<String>> terms = new ArrayList<>();

    private PassageView(List<Token> tokens, List<Span> sentences) {
        this.tokens = tokens;
        this.sentences = sentences;
        int at = 0;
        for (Span sentence : sentences) {
            Set<String> own = new HashSet<>();
            while (at < tokens.size() && tokens.get(at).start() < sentence.end()) {
                own.add(tokens.get(at).term());
                at++;
            }
            terms.add(own);
        }
    }

    /** Takes a text apart by the rules of its language. */
    public static PassageView of(String language, String text) {
        return new PassageView(
                TextAnalysis.tokens(language, text), Sentences.of(text, 0, text.length()));
    }

    public List<Token> tokens() {
        return tokens;
    }

    public List<Span> sentences() {
        return sentences;
    }

    /** The terms of one sentence. */
    public Set<String> terms(int sentence) {
        return terms.get(sentence);
    }
}
