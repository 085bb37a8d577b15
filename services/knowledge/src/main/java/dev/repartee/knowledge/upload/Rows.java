package dev.repartee.knowledge.upload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads rows as records. */
final class Rows {

    private Rows() {}

    static DocumentVersion version(ResultSet row) throws SQLException {
        return new DocumentVersion(
                row.getString("document_id"),
                row.getLong("version"),
                DocumentState.of(row.getString("state")),
                row.getString("failure"),
                row.getString("detail"),
                row.getString("title"),
                row.getString("file_name"),
                row.getString("media_type"),
                row.getString("source_url"),
                row.getLong("bytes"),
                row.getBoolean("served"),
                row.getTimestamp("uploaded_at").toInstant(),
                instant(row, "finished_at"));
    }

    static DocumentStatus status(ResultSet row) throws SQLException {
        return new DocumentStatus(
                row.getString("document_id"),
                row.getString("title"),
                row.getString("media_type"),
                DocumentState.of(row.getString("state")),
                row.getString("failure"),
                row.getString("detail"),
                row.getObject("version", Long.class),
                row.getObject("upload_version", Long.class),
                row.getLong("bytes"),
                row.getObject("characters", Integer.class),
                row.getString("source_url"),
                row.getTimestamp("changed_at").toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
