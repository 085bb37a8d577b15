package dev.repartee.knowledge.vector;

import dev.repartee.postgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * Vectors kept in our own PostgreSQL and searched in memory with Lucene's HNSW: no other server.
 * Each assistant has a graph of its own, built when first asked for; what changed is seen within
 * two seconds. A deleted document takes its vectors along.
 */
public final class EmbeddedVectorStore implements VectorStore {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final String MINE =
            " FROM chunk_vectors WHERE tenant_id = ? AND assistant_id = ?";

    private final Database database;
    private final Clock clock;
    private final int capacity;

    /** The least recently used first; guarded by itself. */
    private final LinkedHashMap<Scope, Graph> graphs = new LinkedHashMap<>(16, 0.75f, true);

    private record Graph(
            String revision, Instant checked, IndexSearcher searcher, List<Hit> places) {}

    /**
     * @param capacity most graphs in memory; the one not used for longest goes first
     */
    public EmbeddedVectorStore(Database database, int capacity, Clock clock) {
        this.database = database;
        this.capacity = capacity;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public void replace(Scope scope, String documentId, List<Piece> pieces) {
        database.transaction(
                connection -> {
                    try (PreparedStatement delete =
                                    connection.prepareStatement(
                                            "DELETE" + MINE + " AND document_id = ?");
                            PreparedStatement insert =
                                    connection.prepareStatement(
                                            "INSERT INTO chunk_vectors VALUES (?, ?, ?, ?, ?,"
                                                    + " ?)")) {
                        name(delete, scope);
                        delete.setString(3, documentId);
                        delete.executeUpdate();
                        name(insert, scope);
                        insert.setString(3, documentId);
                        for (Piece piece : pieces) {
                            insert.setInt(4, piece.start());
                            insert.setInt(5, piece.end());
                            insert.setBytes(6, Vectors.bytes(piece.vector()));
                            insert.addBatch();
                        }
                        return insert.executeBatch().length;
                    }
                });
    }

    @Override
    public void delete(Scope scope, String documentId) {
        replace(scope, documentId, List.of());
    }

    @Override
    public List<Hit> nearest(Scope scope, float[] vector, int limit) {
        Graph graph = graph(scope);
        if (graph.places().isEmpty()) {
            return List.of();
        }
        try {
            var query = new KnnFloatVectorQuery("vector", vector, limit);
            List<Hit> hits = new ArrayList<>();
            for (ScoreDoc hit : graph.searcher().search(query, limit).scoreDocs) {
                int at =
                        graph.searcher()
                                .storedFields()
                                .document(hit.doc)
                                .getField("place")
                                .numericValue()
                                .intValue();
                Hit place = graph.places().get(at);
                // Lucene's score is (1 + cosine) / 2.
                hits.add(
                        new Hit(place.documentId(), place.start(), place.end(), 2 * hit.score - 1));
            }
            return hits;
        } catch (IllegalArgumentException otherLength) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory can't fail to be read", e);
        }
    }

    /** Two callers may build the same graph at once; the last one stays. */
    private Graph graph(Scope scope) {
        Graph known;
        synchronized (graphs) {
            known = graphs.get(scope);
        }
        Instant now = clock.instant();
        if (known != null && known.checked().plus(FRESH).isAfter(now)) {
            return known;
        }
        String revision = revision(scope);
        Graph current =
                known != null && known.revision().equals(revision)
                        ? new Graph(revision, now, known.searcher(), known.places())
                        : build(scope, revision, now);
        synchronized (graphs) {
            graphs.put(scope, current);
            while (graphs.size() > capacity) {
                graphs.pollFirstEntry();
            }
        }
        return current;
    }

    private String revision(Scope scope) {
        String sql =
                "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(document_id || start_at,"
                        + " 0) # ('x' || substr(md5(vector), 1, 15))::bit(60)::bigint), 0)"
                        + MINE;
        return database.prompt()
                .with(
                        connection -> {
                            try (PreparedStatement query = connection.prepareStatement(sql)) {
                                name(query, scope);
                                try (ResultSet row = query.executeQuery()) {
                                    row.next();
                                    return row.getString(1);
                                }
                            }
                        });
    }

    private Graph build(Scope scope, String revision, Instant now) {
        var directory = new ByteBuffersDirectory();
        List<Hit> places = new ArrayList<>();
        try (var writer =
                new IndexWriter(directory, new IndexWriterConfig(new KeywordAnalyzer()))) {
            database.with(connection -> read(connection, scope, writer, places));
            writer.commit();
            return new Graph(
                    revision, now, new IndexSearcher(DirectoryReader.open(directory)), places);
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory can't fail to be written", e);
        }
    }

    private static int read(
            Connection connection, Scope scope, IndexWriter writer, List<Hit> places)
            throws SQLException {
        places.clear();
        String sql =
                "SELECT document_id, start_at, end_at, vector"
                        + MINE
                        + " ORDER BY document_id, start_at";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            name(query, scope);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    var document = new Document();
                    float[] vector = Vectors.of(rows.getBytes(4));
                    document.add(
                            new KnnFloatVectorField(
                                    "vector", vector, VectorSimilarityFunction.COSINE));
                    document.add(new StoredField("place", places.size()));
                    writer.addDocument(document);
                    places.add(new Hit(rows.getString(1), rows.getInt(2), rows.getInt(3), 0));
                }
            }
            return places.size();
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory can't fail to be written", e);
        }
    }

    private static void name(PreparedStatement statement, Scope scope) throws SQLException {
        statement.setString(1, scope.tenant().value());
        statement.setString(2, scope.assistant().value());
    }
}
