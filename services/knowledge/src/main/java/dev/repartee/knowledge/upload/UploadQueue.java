package dev.repartee.knowledge.upload;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.knowledge.DocumentDraft;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.parsing.ParseOutcome.Failed;
import dev.repartee.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions that wait to be read. Whoever takes one has it for a while; when its process dies,
 * another takes it. Works across processes.
 */
final class UploadQueue {

    private static final String CLAIM =
            """
            UPDATE document_versions v
            SET state = 'parsing', attempts = v.attempts + 1, claimed_until = now() + make_interval(secs => ?)
            FROM (SELECT tenant_id, assistant_id, document_id, version FROM document_versions
                  WHERE state = 'queued' OR state = 'parsing' AND claimed_until < now()
                  ORDER BY uploaded_at LIMIT 1 FOR UPDATE SKIP LOCKED) w
            WHERE v.tenant_id = w.tenant_id AND v.assistant_id = w.assistant_id AND v.document_id = w.document_id
                AND v.version = w.version
            RETURNING v.*
            """;
    private static final String FINISH =
            """
            UPDATE document_versions
            SET state = ?, failure = ?, detail = ?, media_type = coalesce(?, media_type),
                title = coalesce(title, ?), claimed_until = NULL, finished_at = now()
            WHERE tenant_id = ? AND assistant_id = ? AND document_id = ? AND version = ? AND state = 'parsing'
                AND attempts = ?
            """;
    private static final String RELEASE =
            """
            UPDATE document_versions SET state = 'queued', attempts = attempts - 1, claimed_until = NULL
            WHERE tenant_id = ? AND assistant_id = ? AND document_id = ? AND version = ? AND state = 'parsing'
                AND attempts = ?
            """;

    private final Database database;

    UploadQueue(Database database) {
        this.database = database;
    }

    /**
     * A version to be read.
     *
     * @param attempts how often it was taken, this time included
     * @param title given with it
     * @param sourceUrl where to fetch it from, if it was not sent
     * @param follow whether the files that it names are wanted, too
     */
    record Task(
            VersionKey key,
            int attempts,
            @Nullable String title,
            String fileName,
            String declaredType,
            @Nullable String sourceUrl,
            boolean follow) {}

    /** Takes the version that waits longest, if any does. */
    Optional<Task> claim(Duration time) {
        return database.with(
                connection -> {
                    try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
                        claim.setDouble(1, time.toMillis() / 1000.0);
                        try (ResultSet row = claim.executeQuery()) {
                            return row.next() ? Optional.of(task(row)) : Optional.empty();
                        }
                    }
                });
    }

    /** Gives a version back unread, as if it had not been taken. */
    void release(Task task) {
        database.with(
                connection -> {
                    try (PreparedStatement update = connection.prepareStatement(RELEASE)) {
                        name(update, 1, task);
                        return update.executeUpdate();
                    }
                });
    }

    /** Says why a version could not be read. Nothing happens when it was deleted meanwhile. */
    void failed(Task task, Failed failed) {
        database.with(
                connection -> {
                    var end =
                            new End(
                                    DocumentState.FAILED,
                                    failed.failure().word(),
                                    failed.detail(),
                                    null,
                                    null);
                    return finish(connection, task, end);
                });
    }

    /**
     * Puts the text of a version in service, unless a newer one is already, or the document was
     * deleted meanwhile.
     *
     * @param mediaType what the file is
     */
    void ready(Task task, DocumentDraft text, String mediaType) {
        database.transaction(
                connection -> {
                    var end = new End(DocumentState.READY, null, null, mediaType, text.title());
                    boolean stillWanted = finish(connection, task, end);
                    if (stillWanted) {
                        DocumentStore.serve(
                                connection,
                                task.key().tenant(),
                                task.key().assistant(),
                                text,
                                task.key().version());
                    }
                    return stillWanted;
                });
    }

    private record End(
            DocumentState state,
            @Nullable String failure,
            @Nullable String detail,
            @Nullable String mediaType,
            @Nullable String title) {}

    private static boolean finish(Connection connection, Task task, End end) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(FINISH)) {
            update.setString(1, end.state().word());
            update.setString(2, end.failure());
            update.setString(3, end.detail());
            update.setString(4, end.mediaType());
            update.setString(5, end.title());
            name(update, 6, task);
            return update.executeUpdate() == 1;
        }
    }

    private static void name(PreparedStatement statement, int from, Task task) throws SQLException {
        statement.setString(from, task.key().tenant().value());
        statement.setString(from + 1, task.key().assistant().value());
        statement.setString(from + 2, task.key().documentId());
        statement.setLong(from + 3, task.key().version());
        statement.setInt(from + 4, task.attempts());
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                new VersionKey(
                        new TenantId(row.getString("tenant_id")),
                        new AssistantId(row.getString("assistant_id")),
                        row.getString("document_id"),
                        row.getLong("version")),
                row.getInt("attempts"),
                row.getString("title"),
                row.getString("file_name"),
                row.getString("declared_type"),
                row.getString("source_url"),
                row.getBoolean("follow"));
    }
}
