package dev.repartee.tools;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.BackgroundWriter;
import dev.repartee.postgres.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit of tool calls: who called what, when, how long, with which outcome; never the content.
 */
public final class ToolCallLog implements AutoCloseable {

    private static final int MOST_WAITING = 10_000;

    private final Database database;
    private final BackgroundWriter<Call> writer;

    /**
     * @param name of this log in metrics, where a process has one for users and one for those who
     *     try tools out
     */
    public ToolCallLog(Database database, String name, MeterRegistry meters) {
        this.database = database;
        this.writer = new BackgroundWriter<>(name, MOST_WAITING, this::write, meters);
    }

    /**
     * One call.
     *
     * @param requestId the message that it was made for, or null for a trial
     */
    public record Call(
            TenantId tenant,
            AssistantId assistant,
            @Nullable String requestId,
            String tool,
            Instant at,
            long durationMs,
            String outcome,
            int argumentChars,
            int answerChars) {}

    /** A call as it is shown. */
    public record Entry(
            long id,
            String assistant,
            @Nullable String requestId,
            String tool,
            Instant at,
            long durationMs,
            String outcome,
            int argumentChars,
            int answerChars) {}

    /** Takes note of a call; returns at once. */
    public void add(Call call) {
        writer.add(call);
    }

    /** Calls of an assistant, newest first. */
    public List<Entry> recent(
            TenantId tenant, AssistantId assistant, @Nullable Long before, int limit) {
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT call_id, assistant_id, request_id, tool, at, duration_ms, outcome,"
                                            + " argument_chars, answer_chars FROM tool_calls"
                                            + " WHERE tenant_id = ? AND assistant_id = ?"
                                            + " AND (?::bigint IS NULL OR call_id < ?)"
                                            + " ORDER BY call_id DESC LIMIT ?")) {
                        select.setString(1, tenant.value());
                        select.setString(2, assistant.value());
                        select.setObject(3, before);
                        select.setObject(4, before);
                        select.setInt(5, limit);
                        try (ResultSet rows = select.executeQuery()) {
                            List<Entry> found = new ArrayList<>();
                            while (rows.next()) {
                                found.add(
                                        new Entry(
                                                rows.getLong(1),
                                                rows.getString(2),
                                                rows.getString(3),
                                                rows.getString(4),
                                                rows.getObject(5, OffsetDateTime.class).toInstant(),
                                                rows.getLong(6),
                                                rows.getString(7),
                                                rows.getInt(8),
                                                rows.getInt(9)));
                            }
                            return found;
                        }
                    }
                });
    }

    /** Forgets calls older than 90 days. */
    public int forgetOld() {
        return database.with(
                connection -> {
                    try (PreparedStatement delete =
                            connection.prepareStatement(
                                    "DELETE FROM tool_calls WHERE at < now() - interval '90 days'")) {
                        return delete.executeUpdate();
                    }
                });
    }

    private void write(List<Call> batch) {
        database.transaction(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "INSERT INTO tool_calls (tenant_id, assistant_id, request_id, tool, at,"
                                            + " duration_ms, outcome, argument_chars, answer_chars)"
                                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                        for (Call call : batch) {
                            insert.setString(1, call.tenant().value());
                            insert.setString(2, call.assistant().value());
                            insert.setString(3, call.requestId());
                            insert.setString(4, call.tool());
                            insert.setObject(
                                    5, OffsetDateTime.ofInstant(call.at(), ZoneOffset.UTC));
                            insert.setLong(6, call.durationMs());
                            insert.setString(7, call.outcome());
                            insert.setInt(8, call.argumentChars());
                            insert.setInt(9, call.answerChars());
                            insert.addBatch();
                        }
                        return insert.executeBatch();
                    }
                });
    }

    @Override
    public void close() {
        writer.close();
    }
}
