package dev.repartee.knowledge.upload;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions of uploaded documents, in PostgreSQL. Every query names the tenant, so none sees
 * another's.
 */
final class UploadStore {

    private static final int PART_BYTES = 1 << 20;
    private static final String MINE = " WHERE tenant_id = ? AND assistant_id = ? ";
    private static final String ONE = MINE + "AND document_id = ? ";
    private static final String VERSIONS =
            """
            SELECT v.*, coalesce(d.upload_version = v.version, false) AS served
            FROM document_versions v LEFT JOIN assistant_documents d USING (tenant_id, assistant_id, document_id)
            """;
    private static final String STATUSES =
            """
            SELECT document_id, coalesce(d.title, v.title, v.file_name) AS title,
                   coalesce(v.media_type, d.media_type) AS media_type, coalesce(v.state, 'ready') AS state, v.failure,
                   v.detail, v.version, d.upload_version, coalesce(v.bytes, 0) AS bytes,
                   length(d.content) AS characters, v.source_url,
                   greatest(d.updated_at, v.uploaded_at, v.finished_at) AS changed_at
            FROM (SELECT DISTINCT ON (document_id) * FROM document_versions
                  WHERE tenant_id = ? AND assistant_id = ? ORDER BY document_id, version DESC) v
            FULL JOIN (SELECT * FROM assistant_documents WHERE tenant_id = ? AND assistant_id = ?) d USING (document_id)
            """;
    private static final String ADD =
            """
            INSERT INTO document_versions (tenant_id, assistant_id, document_id, version, title, file_name,
                                           declared_type, source_url, follow, bytes, sha256)
            SELECT ?, ?, ?, coalesce(max(version), 0) + 1, ?, ?, ?, ?, ?, ?, ?
            FROM document_versions WHERE tenant_id = ? AND assistant_id = ? AND document_id = ?
            RETURNING *, false AS served
            """;
    private static final String COPY =
            """
            INSERT INTO document_versions (tenant_id, assistant_id, document_id, version, title, file_name,
                                           declared_type, source_url, follow, bytes, sha256)
            SELECT tenant_id, assistant_id, document_id,
                   (SELECT max(version) + 1 FROM document_versions
                    WHERE tenant_id = o.tenant_id AND assistant_id = o.assistant_id AND document_id = o.document_id),
                   title, file_name, declared_type, source_url, follow, bytes, sha256
            FROM document_versions o WHERE tenant_id = ? AND assistant_id = ? AND document_id = ? AND version = ?
            RETURNING *, false AS served
            """;
    private static final String COPY_PARTS =
            """
            INSERT INTO document_parts SELECT tenant_id, assistant_id, document_id, ?, part, bytes FROM document_parts
            WHERE tenant_id = ? AND assistant_id = ? AND document_id = ? AND version = ?
            """;

    private final Database database;
    private final UploadConfig config;

    UploadStore(Database database, UploadConfig config) {
        this.database = database;
        this.config = config;
    }

    /**
     * What is to be fetched instead of being sent.
     *
     * @param follow whether the files that the page names are fetched, too
     */
    record Source(String url, boolean follow) {}

    /** Adds a version with its file, or with the place to fetch it from. */
    DocumentVersion add(
            TenantId tenant,
            AssistantId assistant,
            Upload upload,
            @Nullable SpooledFile file,
            @Nullable Source source) {
        return database.transaction(
                connection -> {
                    lock(connection, tenant, assistant);
                    checkRoom(connection, tenant, assistant, upload.documentId());
                    DocumentVersion added;
                    try (PreparedStatement add = prepare(connection, ADD, tenant, assistant)) {
                        add.setString(3, upload.documentId());
                        add.setString(4, upload.title());
                        add.setString(5, upload.fileName());
                        add.setString(6, upload.declaredType());
                        add.setString(7, source == null ? null : source.url());
                        add.setBoolean(8, source != null && source.follow());
                        add.setLong(9, file == null ? 0 : file.bytes());
                        add.setString(10, file == null ? null : file.sha256());
                        add.setString(11, tenant.value());
                        add.setString(12, assistant.value());
                        add.setString(13, upload.documentId());
                        added = one(add).orElseThrow();
                    }
                    if (file != null) {
                        var key = new VersionKey(tenant, assistant, added);
                        writeParts(connection, key, file.path());
                    }
                    prune(connection, tenant, assistant, upload.documentId());
                    return added;
                });
    }

    /** Makes an older version the newest, to be read again; empty when there is none such. */
    Optional<DocumentVersion> copy(
            TenantId tenant, AssistantId assistant, String documentId, long version) {
        return database.transaction(
                connection -> {
                    lock(connection, tenant, assistant);
                    Optional<DocumentVersion> copy;
                    try (PreparedStatement query = prepare(connection, COPY, tenant, assistant)) {
                        query.setString(3, documentId);
                        query.setLong(4, version);
                        copy = one(query);
                    }
                    if (copy.isPresent() && copy.get().sourceUrl() == null) {
                        try (PreparedStatement parts = connection.prepareStatement(COPY_PARTS)) {
                            parts.setLong(1, copy.get().version());
                            parts.setString(2, tenant.value());
                            parts.setString(3, assistant.value());
                            parts.setString(4, documentId);
                            parts.setLong(5, version);
                            parts.executeUpdate();
                        }
                    }
                    prune(connection, tenant, assistant, documentId);
                    return copy;
                });
    }

    List<DocumentVersion> versions(TenantId tenant, AssistantId assistant, String documentId) {
        return database.with(
                connection -> {
                    String sql = VERSIONS + ONE + "ORDER BY version DESC";
                    try (PreparedStatement query = prepare(connection, sql, tenant, assistant)) {
                        query.setString(3, documentId);
                        try (ResultSet rows = query.executeQuery()) {
                            List<DocumentVersion> found = new ArrayList<>();
                            while (rows.next()) {
                                found.add(Rows.version(rows));
                            }
                            return found;
                        }
                    }
                });
    }

    /**
     * @param documentId only this one, or null for all
     */
    List<DocumentStatus> statuses(
            TenantId tenant, AssistantId assistant, @Nullable String documentId) {
        return database.with(
                connection -> {
                    String sql =
                            STATUSES
                                    + (documentId == null ? "" : "WHERE document_id = ? ")
                                    + "ORDER BY document_id";
                    try (PreparedStatement query = prepare(connection, sql, tenant, assistant)) {
                        query.setString(3, tenant.value());
                        query.setString(4, assistant.value());
                        if (documentId != null) {
                            query.setString(5, documentId);
                        }
                        try (ResultSet rows = query.executeQuery()) {
                            List<DocumentStatus> found = new ArrayList<>();
                            while (rows.next()) {
                                found.add(Rows.status(rows));
                            }
                            return found;
                        }
                    }
                });
    }

    /** Writes the file of a version into a file here. */
    void read(VersionKey key, Path target) {
        database.with(
                connection -> {
                    String sql =
                            "SELECT bytes FROM document_parts"
                                    + ONE
                                    + "AND version = ? AND part = ?";
                    try (var out = Files.newOutputStream(target);
                            PreparedStatement query =
                                    prepare(connection, sql, key.tenant(), key.assistant())) {
                        query.setString(3, key.documentId());
                        query.setLong(4, key.version());
                        for (int part = 0; ; part++) {
                            query.setInt(5, part);
                            try (ResultSet row = query.executeQuery()) {
                                if (!row.next()) {
                                    return target;
                                }
                                out.write(row.getBytes(1));
                            }
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /** Keeps the file that a version was fetched as. */
    void fetched(VersionKey key, SpooledFile file, String fileName, String declaredType) {
        String sql =
                "UPDATE document_versions SET bytes = ?, sha256 = ?, file_name = ?, declared_type = ?"
                        + ONE
                        + "AND version = ?";
        database.transaction(
                connection -> {
                    try (PreparedStatement update = connection.prepareStatement(sql)) {
                        update.setLong(1, file.bytes());
                        update.setString(2, file.sha256());
                        update.setString(3, fileName);
                        update.setString(4, declaredType);
                        update.setString(5, key.tenant().value());
                        update.setString(6, key.assistant().value());
                        update.setString(7, key.documentId());
                        update.setLong(8, key.version());
                        if (update.executeUpdate() == 1) {
                            deleteParts(connection, key);
                            writeParts(connection, key, file.path());
                        }
                        return key;
                    }
                });
    }

    private static void deleteParts(Connection connection, VersionKey key) throws SQLException {
        String sql = "DELETE FROM document_parts" + ONE + "AND version = ?";
        try (PreparedStatement delete = prepare(connection, sql, key.tenant(), key.assistant())) {
            delete.setString(3, key.documentId());
            delete.setLong(4, key.version());
            delete.executeUpdate();
        }
    }

    private static void writeParts(Connection connection, VersionKey key, Path file)
            throws SQLException {
        String sql = "INSERT INTO document_parts VALUES (?, ?, ?, ?, ?, ?)";
        try (InputStream in = Files.newInputStream(file);
                PreparedStatement insert =
                        prepare(connection, sql, key.tenant(), key.assistant())) {
            insert.setString(3, key.documentId());
            insert.setLong(4, key.version());
            byte[] part = in.readNBytes(PART_BYTES);
            for (int number = 0; part.length > 0; number++) {
                insert.setInt(5, number);
                insert.setBytes(6, part);
                insert.executeUpdate();
                part = in.readNBytes(PART_BYTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One change of an assistant's uploads at a time, so that numbers and bounds hold. */
    private static void lock(Connection connection, TenantId tenant, AssistantId assistant)
            throws SQLException {
        String sql = "SELECT 1 FROM assistants" + MINE + "FOR UPDATE";
        try (PreparedStatement query = prepare(connection, sql, tenant, assistant);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new ReparteeException(
                        ErrorCode.UNKNOWN_ASSISTANT, "there is no assistant '" + assistant + "'");
            }
        }
    }

    private void checkRoom(
            Connection connection, TenantId tenant, AssistantId assistant, String documentId)
            throws SQLException {
        String sql =
                "SELECT count(*) FROM (SELECT document_id FROM document_versions"
                        + MINE
                        + "UNION SELECT document_id FROM assistant_documents"
                        + MINE
                        + ") known WHERE document_id <> ?";
        try (PreparedStatement query = prepare(connection, sql, tenant, assistant)) {
            query.setString(3, tenant.value());
            query.setString(4, assistant.value());
            query.setString(5, documentId);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (row.getLong(1) >= config.maxDocuments()) {
                    throw new ReparteeException(
                            ErrorCode.OVERLOADED,
                            "the assistant has " + config.maxDocuments() + " documents already");
                }
            }
        }
    }

    /** The version that is served stays, however old. */
    private void prune(
            Connection connection, TenantId tenant, AssistantId assistant, String documentId)
            throws SQLException {
        String sql =
                "DELETE FROM document_versions v"
                        + ONE
                        + "AND version <= (SELECT max(version) FROM document_versions"
                        + ONE
                        + ") - ? AND NOT EXISTS (SELECT 1 FROM assistant_documents d"
                        + ONE
                        + "AND d.upload_version = v.version)";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (int i = 0; i < 3; i++) {
                int from = i * 3 + (i == 2 ? 1 : 0);
                delete.setString(from + 1, tenant.value());
                delete.setString(from + 2, assistant.value());
                delete.setString(from + 3, documentId);
            }
            delete.setInt(7, config.keptVersions());
            delete.executeUpdate();
        }
    }

    private static Optional<DocumentVersion> one(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(Rows.version(row)) : Optional.empty();
        }
    }

    static PreparedStatement prepare(
            Connection connection, String sql, TenantId tenant, AssistantId assistant)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, tenant.value());
        statement.setString(2, assistant.value());
        return statement;
    }
}
