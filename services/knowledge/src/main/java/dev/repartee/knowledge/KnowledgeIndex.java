package dev.repartee.knowledge;

import dev.repartee.knowledge.ranking.Candidates;
import dev.repartee.knowledge.ranking.Candidates.Candidate;
import dev.repartee.knowledge.ranking.Confidence;
import dev.repartee.knowledge.ranking.Features;
import dev.repartee.knowledge.ranking.Fields;
import dev.repartee.knowledge.ranking.PassageView;
import dev.repartee.knowledge.ranking.Question;
import dev.repartee.knowledge.ranking.Ranker;
import dev.repartee.knowledge.ranking.SmoothedBm25;
import dev.repartee.knowledge.ranking.TermStatistics;
import dev.repartee.knowledge.text.Chunk;
import dev.repartee.knowledge.text.Chunker;
import dev.repartee.knowledge.text.TextAnalysis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/**
 * A full-text index over the documents of one assistant, in memory, each document by the rules of
 * its language: BM25 by words and by pieces of words finds candidates, a closer look ranks them.
 *
 * <p>Never changes once built; a change of documents is another index. Thread-safe. It may be
 * closed while it is searched: searches under way end well, and later ones find it closed.
 */
public final class KnowledgeIndex implements AutoCloseable {

    private static final int LOOKED_AT = 20;

    private final List<Entry> entries;
    private final Set<String> languages;
    private final Directory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final TermStatistics statistics;

    private record Entry(Document document, Chunk chunk, String language) {

        String text() {
            return chunk.text(document.content());
        }

        String heading() {
            return document.title()
                    + " "
                    + chunk.section()
                    + " "
                    + Chunker.tableHead(document.content(), chunk.start());
        }
    }

    private KnowledgeIndex(List<Entry> entries, Set<String> languages, Directory directory)
            throws IOException {
        this.entries = List.copyOf(entries);
        this.languages = Set.copyOf(languages);
        this.directory = directory;
        this.reader = DirectoryReader.open(directory);
        this.searcher = new IndexSearcher(reader);
        this.searcher.setSimilarity(new SmoothedBm25());
        this.searcher.setQueryCache(null);
        this.statistics = new TermStatistics(reader);
    }

    /** Indexes documents; none at all make an index that finds nothing. */
    public static KnowledgeIndex build(List<Document> documents) {
        List<Entry> entries = new ArrayList<>();
        Set<String> languages = new TreeSet<>();
        String usual = usualLanguage(documents);
        for (Document document : documents) {
            String language = TextAnalysis.languageOf(document.content()).orElse(usual);
            languages.add(language);
            Chunker.chunk(document.content(), isMarkdown(document))
                    .forEach(chunk -> entries.add(new Entry(document, chunk, language)));
        }
        Directory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, config(languages))) {
            for (int i = 0; i < entries.size(); i++) {
                writer.addDocument(fields(entries.get(i), i));
            }
            writer.forceMerge(1);
            writer.commit();
            return new KnowledgeIndex(entries, languages, directory);
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory can't fail to be written", e);
        }
    }

    /** The language of most documents, for those too short or odd to tell. */
    private static String usualLanguage(List<Document> documents) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Document document : documents) {
            TextAnalysis.languageOf(document.content())
                    .ifPresent(language -> counts.merge(language, 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(TextAnalysis.DEFAULT);
    }

    /**
     * Finds the pieces that fit a question best.
     *
     * @return at most {@code limit}, the best first; empty when nothing shares a word of meaning
     *     with the question
     * @throws IllegalStateException when the index is closed
     */
    public List<Passage> search(String question, int limit) {
        if (!acquire()) {
            throw new IllegalStateException("the index is closed");
        }
        try {
            List<Passage> found = new ArrayList<>();
            for (String language : languages) {
                found.addAll(search(Question.of(language, question, statistics), limit));
            }
            found.sort(Comparator.comparingDouble(Passage::score).reversed());
            return found.size() <= limit ? found : List.copyOf(found.subList(0, limit));
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory can't fail to be read", e);
        } finally {
            close();
        }
    }

    /** Returns a question as this index weighs it. */
    Question weigh(String language, String question) {
        return Question.of(language, question, statistics);
    }

    /** Keeps the index open until one more {@link #close}; false when it is closed already. */
    boolean acquire() {
        return reader.tryIncRef();
    }

    /** Lets go of the index: the memory goes with the last one who does. */
    @Override
    public void close() {
        try {
            reader.decRef();
            if (reader.getRefCount() == 0) {
                directory.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory can't fail to be closed", e);
        }
    }

    private List<Passage> search(Question question, int limit) throws IOException {
        List<Ranked> ranked = new ArrayList<>();
        List<Candidate> candidates =
                Candidates.find(searcher, question, Math.max(limit, LOOKED_AT));
        StoredFields stored = reader.storedFields();
        for (Candidate candidate : candidates) {
            int position =
                    stored.document(candidate.document())
                            .getField(Fields.CHUNK)
                            .numericValue()
                            .intValue();
            ranked.add(rank(entries.get(position), question, candidate));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
        return ranked.stream().limit(limit).map(each -> passage(each, question)).toList();
    }

    /**
     * Returns the piece that begins at a place, as it fits a question; empty when there is none, as
     * after a change of the document.
     */
    Optional<Passage> passage(String documentId, int start, String question) {
        for (Entry entry : entries) {
            if (entry.chunk().start() == start
                    && entry.document().documentId().equals(documentId)) {
                Question asked = Question.of(entry.language(), question, statistics);
                return Optional.of(passage(rank(entry, asked, new Candidate(0, 0, 0)), asked));
            }
        }
        return Optional.empty();
    }

    private record Ranked(Entry entry, Features features, double score) {}

    private static Ranked rank(Entry entry, Question question, Candidate candidate) {
        Features features =
                Features.of(
                        question,
                        PassageView.of(entry.language(), entry.text()),
                        terms(entry.language(), entry.heading()),
                        candidate.words(),
                        candidate.pieces());
        return new Ranked(entry, features, Ranker.score(features));
    }

    private static Passage passage(Ranked ranked, Question question) {
        Entry entry = ranked.entry();
        return new Passage(
                entry.document().documentId(),
                entry.document().title(),
                entry.chunk().section(),
                entry.text(),
                entry.chunk().start(),
                entry.chunk().end(),
                ranked.score(),
                ranked.features().coverage(),
                Confidence.of(question, ranked.features()),
                entry.language());
    }

    private static Set<String> terms(String language, String text) {
        Set<String> terms = new HashSet<>();
        TextAnalysis.tokens(language, text).forEach(token -> terms.add(token.term()));
        return terms;
    }

    private static IndexWriterConfig config(Set<String> languages) {
        Map<String, Analyzer> analyzers = new HashMap<>();
        for (String language : languages) {
            analyzers.put(Fields.text(language), TextAnalysis.analyzer(language));
            analyzers.put(Fields.heading(language), TextAnalysis.analyzer(language));
            analyzers.put(Fields.grams(language), TextAnalysis.grams());
        }
        var config =
                new IndexWriterConfig(
                        new PerFieldAnalyzerWrapper(
                                TextAnalysis.analyzer(TextAnalysis.DEFAULT), analyzers));
        return config.setSimilarity(new SmoothedBm25());
    }

    private static boolean isMarkdown(Document document) {
        return document.mediaType().equals(DocumentDraft.MARKDOWN);
    }

    private static org.apache.lucene.document.Document fields(Entry entry, int position) {
        var fields = new org.apache.lucene.document.Document();
        fields.add(new TextField(Fields.text(entry.language()), entry.text(), Field.Store.NO));
        fields.add(
                new TextField(Fields.heading(entry.language()), entry.heading(), Field.Store.NO));
        fields.add(
                new TextField(
                        Fields.grams(entry.language()),
                        entry.heading() + " " + entry.text(),
                        Field.Store.NO));
        fields.add(new StoredField(Fields.CHUNK, position));
        return fields;
    }
}
