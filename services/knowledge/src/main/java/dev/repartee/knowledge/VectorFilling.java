package dev.repartee.knowledge;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.knowledge.text.Chunk;
import dev.repartee.knowledge.text.Chunker;
import dev.repartee.knowledge.vector.Embedder;
import dev.repartee.knowledge.vector.Scope;
import dev.repartee.knowledge.vector.VectorStore;
import dev.repartee.knowledge.vector.VectorStore.Piece;
import dev.repartee.postgres.Database;
import dev.repartee.runtime.Periodic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the vectors of a store as the documents are, in the background: those of new and changed
 * documents are made, those of deleted ones removed. Until then such documents are found by words.
 * One process works at a time, the others stand by.
 */
public final class VectorFilling implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(15);
    private static final long LOCK = 0x7265_7061_7274_6565L;
    private static final String NEXT =
            """
            SELECT coalesce(d.tenant_id, v.tenant_id), coalesce(d.assistant_id, v.assistant_id),
                   coalesce(d.document_id, v.document_id), d.content_hash
            FROM assistant_documents d
            FULL JOIN vector_documents v USING (tenant_id, assistant_id, document_id)
            WHERE d.content_hash IS DISTINCT FROM v.content_hash OR v.model <> ? OR v.store <> ?
            LIMIT 1
            """;
    private static final String DONE =
            """
            INSERT INTO vector_documents VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant_id, assistant_id, document_id) DO UPDATE
            SET model = excluded.model, store = excluded.store, content_hash = excluded.content_hash
            """;
    private static final String GONE =
            "DELETE FROM vector_documents WHERE tenant_id = ? AND assistant_id = ? AND document_id"
                    + " = ?";

    private final Database database;
    private final DocumentStore documents;
    private final Embedder embedder;
    private final VectorStore store;
    private final Periodic filling =
            Periodic.fromStart("vector-filling", PAUSE, PAUSE_AFTER_FAILURE, this::fillNext);

    private record Stale(Scope scope, String documentId, @Nullable String hash) {}

    public VectorFilling(
            Database database, DocumentStore documents, Embedder embedder, VectorStore store) {
        this.database = database;
        this.documents = documents;
        this.embedder = embedder;
        this.store = store;
    }

    /** Begins; returns at once. */
    public void start() {
        filling.start();
    }

    @Override
    public void close() {
        filling.close(Duration.ZERO);
    }

    private void fillNext() {
        if (fillOne()) {
            filling.wake();
        }
    }

    /** Brings one document up to date; returns whether there was one to bring. */
    boolean fillOne() {
        return database.transaction(
                connection -> {
                    if (!locked(connection)) {
                        return false;
                    }
                    Optional<Stale> next = next(connection);
                    if (next.isPresent()) {
                        fill(connection, next.get());
                    }
                    return next.isPresent();
                });
    }

    private void fill(Connection connection, Stale stale) throws SQLException {
        Scope scope = stale.scope();
        Optional<Document> document =
                documents.read(scope.tenant(), scope.assistant(), stale.documentId());
        if (stale.hash() == null || document.isEmpty()) {
            store.delete(scope, stale.documentId());
            try (PreparedStatement gone = connection.prepareStatement(GONE)) {
                name(gone, stale);
                gone.executeUpdate();
            }
            return;
        }
        store.replace(scope, stale.documentId(), pieces(document.get()));
        try (PreparedStatement done = connection.prepareStatement(DONE)) {
            name(done, stale);
            done.setString(4, embedder.model());
            done.setString(5, store.name());
            done.setString(6, stale.hash());
            done.executeUpdate();
        }
    }

    private List<Piece> pieces(Document document) {
        String content = document.content();
        List<Chunk> chunks =
                Chunker.chunk(content, document.mediaType().equals(DocumentDraft.MARKDOWN));
        List<float[]> vectors =
                embedder.embed(
                        chunks.stream()
                                .map(
                                        chunk ->
                                                (document.title() + "\n" + chunk.section()).strip()
                                                        + "\n"
                                                        + chunk.text(content))
                                .toList());
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            pieces.add(new Piece(chunks.get(i).start(), chunks.get(i).end(), vectors.get(i)));
        }
        return pieces;
    }

    private static boolean locked(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private Optional<Stale> next(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEXT)) {
            query.setString(1, embedder.model());
            query.setString(2, store.name());
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Stale(
                                        new Scope(
                                                new TenantId(row.getString(1)),
                                                new AssistantId(row.getString(2))),
                                        row.getString(3),
                                        row.getString(4)))
                        : Optional.empty();
            }
        }
    }

    private static void name(PreparedStatement statement, Stale stale) throws SQLException {
        statement.setString(1, stale.scope().tenant().value());
        statement.setString(2, stale.scope().assistant().value());
        statement.setString(3, stale.documentId());
    }
}
