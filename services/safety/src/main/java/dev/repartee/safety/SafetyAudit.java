package dev.repartee.safety;

import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@link SafetyLog} keeps, newest first. */
public final class SafetyAudit {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String SELECT =
            """
            SELECT decision_id, assistant_id, user_id, request_id, at, place, category, action,
                   detector, score, text_hash, spans
            FROM safety_decisions
            WHERE tenant_id = ? AND (?::text IS NULL OR assistant_id = ?)
                AND (?::text IS NULL OR request_id = ?) AND (?::text IS NULL OR category = ?)
                AND (?::text IS NULL OR action = ?) AND (?::timestamptz IS NULL OR at >= ?)
                AND (?::timestamptz IS NULL OR at < ?) AND (?::bigint IS NULL OR decision_id < ?)
            ORDER BY decision_id DESC LIMIT ?
            """;

    private final Database database;

    public SafetyAudit(Database database) {
        this.database = database;
    }

    /**
     * Which decisions are wanted; null for whatever it is.
     *
     * @param before only those that were written before this one, for the next page
     */
    public record Query(
            @Nullable String assistant,
            @Nullable String requestId,
            @Nullable String category,
            @Nullable String action,
            Period period,
            @Nullable Long before,
            int limit) {}

    /** A span of time, the end not included. */
    public record Period(@Nullable Instant from, @Nullable Instant to) {}

    /** One decision as it is shown. */
    public record Entry(
            long id,
            String assistant,
            String user,
            String requestId,
            Instant at,
            String place,
            String category,
            String action,
            String detector,
            double score,
            @Nullable String textHash,
            List<List<Integer>> spans) {}

    /** A page of decisions. */
    public List<Entry> find(TenantId tenant, Query query) {
        return database.with(
                connection -> {
                    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
                        select.setString(1, tenant.value());
                        Object[] twice = {
                            query.assistant(),
                            query.requestId(),
                            query.category(),
                            query.action(),
                            time(query.period().from()),
                            time(query.period().to()),
                            query.before()
                        };
                        int at = 2;
                        for (Object value : twice) {
                            select.setObject(at++, value);
                            select.setObject(at++, value);
                        }
                        select.setInt(at, query.limit());
                        try (ResultSet rows = select.executeQuery()) {
                            List<Entry> found = new ArrayList<>();
                            while (rows.next()) {
                                found.add(entry(rows));
                            }
                            return found;
                        }
                    }
                });
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        List<List<Integer>> spans = new ArrayList<>();
        MAPPER.readTree(row.getString("spans"))
                .forEach(
                        span -> spans.add(List.of(span.get(0).intValue(), span.get(1).intValue())));
        return new Entry(
                row.getLong("decision_id"),
                row.getString("assistant_id"),
                row.getString("user_id"),
                row.getString("request_id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("place"),
                row.getString("category"),
                row.getString("action"),
                row.getString("detector"),
                row.getDouble("score"),
                row.getString("text_hash"),
                spans);
    }
}
