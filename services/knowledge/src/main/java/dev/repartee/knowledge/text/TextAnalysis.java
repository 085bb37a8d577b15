package dev.repartee.knowledge.text;

import dev.repartee.language.LanguageTagger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/**
 * Turns text into index terms by the rules of its language: lower case, stems, without words that
 * carry no meaning. Languages without rules of their own are analysed as English. Thread-safe.
 */
public final class TextAnalysis {

    /** The language whose rules apply when no others do. */
    public static final String DEFAULT = "en";

    private static final LanguageTagger TAGGER = new LanguageTagger();
    private static final Analyzer GRAMS = new Grams();
    private static final Map<String, Analyzer> ANALYZERS =
            Map.ofEntries(
                    Map.entry("en", new English()),
                    Map.entry("es", new SpanishAnalyzer()),
                    Map.entry("de", new GermanAnalyzer()),
                    Map.entry("fr", new FrenchAnalyzer()),
                    Map.entry("pt", new PortugueseAnalyzer()),
                    Map.entry("it", new ItalianAnalyzer()),
                    Map.entry("nl", new DutchAnalyzer()),
                    Map.entry("hi", new HindiAnalyzer()),
                    Map.entry("ar", new ArabicAnalyzer()),
                    Map.entry("ru", new RussianAnalyzer()),
                    Map.entry("tr", new TurkishAnalyzer()),
                    Map.entry("zh", new CJKAnalyzer()),
                    Map.entry("ja", new CJKAnalyzer()),
                    Map.entry("ko", new CJKAnalyzer()));

    private TextAnalysis() {}

    /**
     * A term of a text.
     *
     * @param term what it is found by
     * @param word as it is written there
     */
    public record Term(String term, String word) {}

    /** Returns the language by whose rules a text is analysed, unless it can't be told. */
    public static Optional<String> languageOf(String text) {
        return Optional.of(TAGGER.tag(text)).filter(ANALYZERS::containsKey);
    }

    /**
     * Returns the rules of a language, or those of {@link #DEFAULT}; it is shared, never to be
     * closed.
     */
    public static Analyzer analyzer(String language) {
        return ANALYZERS.getOrDefault(language, ANALYZERS.get(DEFAULT));
    }

    /**
     * One occurrence of a term.
     *
     * @param term what it is found by
     * @param start where its word begins, in UTF-16 units
     * @param end where it ends, exclusive
     */
    public record Token(String term, int start, int end) {}

    /** Returns the terms of a text, each once, in their order. */
    public static List<Term> terms(String language, String text) {
        Map<String, Term> terms = new LinkedHashMap<>();
        for (Token token : tokens(language, text)) {
            String word = text.substring(token.start(), token.end());
            terms.putIfAbsent(token.term(), new Term(token.term(), word));
        }
        return new ArrayList<>(terms.values());
    }

    /** Returns every occurrence of a term in a text, in their order. */
    public static List<Token> tokens(String language, String text) {
        return tokens(analyzer(language), text);
    }

    /** The same by rules that are given. */
    public static List<Token> tokens(Analyzer analyzer, String text) {
        List<Token> tokens = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(new Token(term.toString(), offset.startOffset(), offset.endOffset()));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can't fail to be read", e);
        }
        return tokens;
    }

    /** Returns the rules that cut words into overlapping pieces of four letters; shared. */
    public static Analyzer grams() {
        return GRAMS;
    }

    /** Finds what is written a little differently: other endings, parts of compounds, slips. */
    private static final class Grams extends Analyzer {

        private static final int LETTERS = 4;

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer source = new StandardTokenizer();
            TokenStream stream = new ASCIIFoldingFilter(new LowerCaseFilter(source));
            return new TokenStreamComponents(
                    source, new NGramTokenFilter(stream, LETTERS, LETTERS, true));
        }
    }

    /** English keeps its stop words in the index; questions drop them with {@link CommonWords}. */
    private static final class English extends Analyzer {

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer source = new StandardTokenizer();
            TokenStream stream = new EnglishPossessiveFilter(source);
            stream = new LowerCaseFilter(stream);
            stream = new ASCIIFoldingFilter(stream);
            return new TokenStreamComponents(source, new PorterStemFilter(stream));
        }
    }
}
