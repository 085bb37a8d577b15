package dev.repartee.knowledge;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The documents of all assistants, in PostgreSQL. Every query names the tenant, so none sees
 * another's. While PostgreSQL is gone calls throw {@code STORE_UNAVAILABLE}, as {@link Database}
 * says.
 */
public final class DocumentStore {

    private static final String SAVE =
            """
            INSERT INTO assistant_documents AS d
                (tenant_id, assistant_id, document_id, title, media_type, content, content_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant_id, assistant_id, document_id) DO UPDATE
            SET title = excluded.title, media_type = excluded.media_type, content = excluded.content,
                content_hash = excluded.content_hash, version = d.version + 1, updated_at = now(),
                upload_version = NULL
            WHERE d.content_hash <> excluded.content_hash
            RETURNING version
            """;
    private static final String SERVE =
            """
            INSERT INTO assistant_documents AS d
                (tenant_id, assistant_id, document_id, title, media_type, content, content_hash, upload_version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant_id, assistant_id, document_id) DO UPDATE
            SET title = excluded.title, media_type = excluded.media_type, content = excluded.content,
                content_hash = excluded.content_hash, upload_version = excluded.upload_version, updated_at = now(),
                version = d.version + CASE WHEN d.content_hash = excluded.content_hash THEN 0 ELSE 1 END
            WHERE d.upload_version IS NULL OR d.upload_version <= excluded.upload_version
            """;
    private static final String CANCEL =
            """
            DELETE FROM document_versions WHERE tenant_id = ? AND assistant_id = ? AND document_id = ?
                AND state IN ('queued', 'parsing')
            """;
    private static final String FORGET =
            "DELETE FROM document_versions WHERE tenant_id = ? AND assistant_id = ? AND document_id = ?";
    private static final String SUMMARIES =
            """
            SELECT document_id, title, media_type, content_hash, version, length(content), created_at, updated_at,
                   upload_version IS NOT NULL
            FROM assistant_documents WHERE tenant_id = ? AND assistant_id = ?
            """;
    private static final String CONTENTS =
            """
            SELECT document_id, title, media_type, content
            FROM assistant_documents WHERE tenant_id = ? AND assistant_id = ?
            """;
    private static final String REVISION =
            """
            SELECT coalesce(md5(string_agg(document_id || ' ' || content_hash, ',' ORDER BY document_id)), '')
            FROM assistant_documents WHERE tenant_id = ? AND assistant_id = ?
            """;
    private static final String DELETE =
            "DELETE FROM assistant_documents WHERE tenant_id = ? AND assistant_id = ? AND document_id = ?";

    private final Database database;

    public DocumentStore(Database database) {
        this.database = database;
    }

    /**
     * Stores a document, or a new version of it; the same once more changes nothing. Files of the
     * same name that wait to be read are not read any more.
     *
     * @return whether anything changed
     */
    public boolean save(TenantId tenant, AssistantId assistant, DocumentDraft draft) {
        return database.transaction(
                connection -> {
                    execute(connection, CANCEL, tenant, assistant, draft.documentId());
                    try (PreparedStatement save = prepare(connection, SAVE, tenant, assistant)) {
                        fill(save, draft);
                        try (ResultSet rows = save.executeQuery()) {
                            return rows.next();
                        }
                    }
                });
    }

    /** Returns what the assistant has, without contents, in order of id. */
    public List<DocumentSummary> list(TenantId tenant, AssistantId assistant) {
        return database.with(
                connection -> {
                    try (PreparedStatement query =
                                    prepare(
                                            connection,
                                            SUMMARIES + " ORDER BY document_id",
                                            tenant,
                                            assistant);
                            ResultSet rows = query.executeQuery()) {
                        List<DocumentSummary> found = new ArrayList<>();
                        while (rows.next()) {
                            found.add(summary(rows));
                        }
                        return found;
                    }
                });
    }

    /** Returns one document without its content. */
    public Optional<DocumentSummary> find(
            TenantId tenant, AssistantId assistant, String documentId) {
        return database.with(
                connection -> {
                    try (PreparedStatement query =
                            prepare(
                                    connection,
                                    SUMMARIES + " AND document_id = ?",
                                    tenant,
                                    assistant)) {
                        query.setString(3, documentId);
                        try (ResultSet rows = query.executeQuery()) {
                            return rows.next() ? Optional.of(summary(rows)) : Optional.empty();
                        }
                    }
                });
    }

    /** Returns one document with its content. */
    public Optional<Document> read(TenantId tenant, AssistantId assistant, String documentId) {
        return database.with(
                connection -> {
                    try (PreparedStatement query =
                            prepare(
                                    connection,
                                    CONTENTS + " AND document_id = ?",
                                    tenant,
                                    assistant)) {
                        query.setString(3, documentId);
                        try (ResultSet rows = query.executeQuery()) {
                            return rows.next() ? Optional.of(document(rows)) : Optional.empty();
                        }
                    }
                });
    }

    /**
     * Removes a document with every uploaded version of it; returns whether there was one. What is
     * being read of it is thrown away.
     */
    public boolean delete(TenantId tenant, AssistantId assistant, String documentId) {
        return database.transaction(
                connection ->
                        execute(connection, FORGET, tenant, assistant, documentId)
                                | execute(connection, DELETE, tenant, assistant, documentId));
    }

    /**
     * Makes the text of an uploaded version what the assistant answers from, unless a newer one is
     * already. Part of the caller's transaction.
     */
    public static void serve(
            Connection connection,
            TenantId tenant,
            AssistantId assistant,
            DocumentDraft draft,
            long uploadVersion)
            throws SQLException {
        try (PreparedStatement serve = prepare(connection, SERVE, tenant, assistant)) {
            fill(serve, draft);
            serve.setLong(8, uploadVersion);
            serve.executeUpdate();
        }
    }

    private static void fill(PreparedStatement statement, DocumentDraft draft) throws SQLException {
        statement.setString(3, draft.documentId());
        statement.setString(4, draft.title());
        statement.setString(5, draft.mediaType());
        statement.setString(6, draft.content());
        statement.setString(7, draft.hash());
    }

    private static boolean execute(
            Connection connection,
            String sql,
            TenantId tenant,
            AssistantId assistant,
            String documentId)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, tenant, assistant)) {
            statement.setString(3, documentId);
            return statement.executeUpdate() > 0;
        }
    }

    /** Returns a text that differs whenever a document of the assistant differs; cheap to ask. */
    String revision(TenantId tenant, AssistantId assistant) {
        return database.with(
                connection -> {
                    try (PreparedStatement query =
                                    prepare(connection, REVISION, tenant, assistant);
                            ResultSet rows = query.executeQuery()) {
                        rows.next();
                        return rows.getString(1);
                    }
                });
    }

    /** Returns all documents of the assistant with their contents, in order of id. */
    List<Document> readAll(TenantId tenant, AssistantId assistant) {
        return database.with(
                connection -> {
                    try (PreparedStatement query =
                                    prepare(
                                            connection,
                                            CONTENTS + " ORDER BY document_id",
                                            tenant,
                                            assistant);
                            ResultSet rows = query.executeQuery()) {
                        List<Document> found = new ArrayList<>();
                        while (rows.next()) {
                            found.add(document(rows));
                        }
                        return found;
                    }
                });
    }

    private static PreparedStatement prepare(
            Connection connection, String sql, TenantId tenant, AssistantId assistant)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, tenant.value());
        statement.setString(2, assistant.value());
        return statement;
    }

    private static Document document(ResultSet row) throws SQLException {
        return new Document(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }

    private static DocumentSummary summary(ResultSet row) throws SQLException {
        return new DocumentSummary(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getInt(6),
                row.getTimestamp(7).toInstant(),
                row.getTimestamp(8).toInstant(),
                row.getBoolean(9));
    }
}
