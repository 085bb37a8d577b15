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

    /** Returns the terms of a text, each once, in their order. */
    public static List<Term> terms(String language, String text) {
        Map<String, Term> terms = new LinkedHashMap<>();
        try (TokenStream tokens = analyzer(language).tokenStream("", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                String word = text.substring(offset.startOffset(), offset.endOffset());
                terms.putIfAbsent(term.toString(), new Term(term.toString(), word));
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can't fail to be read", e);
        }
        return new ArrayList<>(terms.values());
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
