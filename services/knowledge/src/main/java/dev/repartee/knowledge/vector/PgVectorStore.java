package dev.repartee.knowledge.vector;

import dev.repartee.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors in PostgreSQL with the extension pgvector. The table is made at first use; its index is
 * HNSW by cosine.
 */
public final class PgVectorStore implements VectorStore {

    static final List<String> SCHEMA =
            List.of(
                    "CREATE EXTENSION IF NOT EXISTS vector",
                    """
                    CREATE TABLE IF NOT EXISTS piece_vectors (
                        scope text NOT NULL, document_id text NOT NULL, start_at int NOT NULL, end_at int NOT NULL,
                        embedding vector(%d) NOT NULL, PRIMARY KEY (scope, document_id, start_at))
                    """,
                    """
                    CREATE INDEX IF NOT EXISTS piece_vectors_near ON piece_vectors
                    USING hnsw (embedding vector_cosine_ops)
                    """);
    static final String DELETE = "DELETE FROM piece_vectors WHERE scope = ? AND document_id = ?";
    static final String INSERT = "INSERT INTO piece_vectors VALUES (?, ?, ?, ?, ?::vector)";
    static final String NEAREST =
            """
            SELECT document_id, start_at, end_at, 1 - (embedding <=> ?::vector) AS similarity
            FROM piece_vectors WHERE scope = ? ORDER BY embedding <=> ?::vector LIMIT ?
            """;

    private final Database database;
    private volatile boolean prepared;

    public PgVectorStore(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "pgvector";
    }

    @Override
    public void replace(Scope scope, String documentId, List<Piece> pieces) {
        if (!pieces.isEmpty()) {
            prepare(pieces.getFirst().vector().length);
        }
        database.transaction(
                connection -> {
                    if (prepared) {
                        remove(connection, scope, documentId);
                    }
                    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                        for (Piece piece : pieces) {
                            insert.setString(1, scope.key());
                            insert.setString(2, documentId);
                            insert.setInt(3, piece.start());
                            insert.setInt(4, piece.end());
                            insert.setString(5, literal(piece.vector()));
                            insert.addBatch();
                        }
                        return insert.executeBatch().length;
                    }
                });
    }

    @Override
    public void delete(Scope scope, String documentId) {
        database.with(connection -> remove(connection, scope, documentId));
    }

    @Override
    public List<Hit> nearest(Scope scope, float[] vector, int limit) {
        return database.prompt()
                .with(
                        connection -> {
                            try (PreparedStatement query = connection.prepareStatement(NEAREST)) {
                                query.setString(1, literal(vector));
                                query.setString(2, scope.key());
                                query.setString(3, literal(vector));
                                query.setInt(4, limit);
                                try (ResultSet rows = query.executeQuery()) {
                                    List<Hit> hits = new ArrayList<>();
                                    while (rows.next()) {
                                        hits.add(
                                                new Hit(
                                                        rows.getString(1),
                                                        rows.getInt(2),
                                                        rows.getInt(3),
                                                        rows.getDouble(4)));
                                    }
                                    return hits;
                                }
                            }
                        });
    }

    private static int remove(Connection connection, Scope scope, String documentId)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, scope.key());
            delete.setString(2, documentId);
            return delete.executeUpdate();
        }
    }

    private void prepare(int dimensions) {
        if (!prepared) {
            database.with(
                    connection -> {
                        try (Statement statement = connection.createStatement()) {
                            for (String sql : SCHEMA) {
                                statement.execute(sql.formatted(dimensions));
                            }
                        }
                        return dimensions;
                    });
            prepared = true;
        }
    }

    /** How pgvector writes a vector: {@code [1,2.5]}. */
    static String literal(float[] vector) {
        var text = new StringBuilder("[");
        for (int i = 0; i < vector.length; i++) {
            text.append(i == 0 ? "" : ",").append(vector[i]);
        }
        return text.append(']').toString();
    }
}
