package dev.repartee.feedback.outcome;

import dev.repartee.assistants.experiment.Experiment;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.feedback.outcome.UserSums.Ratio;
import dev.repartee.postgres.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what happened to the users of a test between its start and its end, each in the arm that
 * was theirs, whatever answered them in the end ("intention to treat"). Nothing needs to have been
 * written down about arms, so nothing can be missing.
 */
public final class ExperimentOutcomes {

    private static final String BY_USER =
            """
            WITH messages AS (
                SELECT m.user_id, m.conversation_id, m.state, m.created_at, m.processed_at,
                       m.cost_nanos, coalesce(m.handover, false) AS handover, f.rating
                FROM chat_messages m LEFT JOIN feedback f
                    USING (tenant_id, user_id, request_id)
                WHERE m.tenant_id = ? AND m.assistant_id = ? AND m.mode = 'reply'
                    AND m.created_at >= ? AND m.created_at < ?
            ), conversations AS (
                SELECT user_id, bool_and(state = 'replied' AND NOT handover
                                         AND rating IS DISTINCT FROM -1) AS resolved
                FROM messages GROUP BY user_id, conversation_id HAVING max(created_at) < ?
            ), resolutions AS (
                SELECT user_id, count(*) AS ended, count(*) FILTER (WHERE resolved) AS resolved
                FROM conversations GROUP BY user_id
            )
            SELECT m.user_id,
                count(*) FILTER (WHERE m.rating = 1) AS thumbs_up,
                count(m.rating) AS thumbs,
                count(*) FILTER (WHERE m.state = 'replied') AS replies,
                count(*) FILTER (WHERE m.state = 'replied' AND m.handover) AS handovers,
                coalesce(sum(extract(epoch FROM m.processed_at - m.created_at) * 1000)
                    FILTER (WHERE m.state = 'replied'), 0) AS latency,
                coalesce(sum(m.cost_nanos) FILTER (WHERE m.state = 'replied'), 0) / 1e9 AS cost,
                coalesce(max(r.ended), 0) AS ended, coalesce(max(r.resolved), 0) AS resolved
            FROM messages m LEFT JOIN resolutions r USING (user_id)
            GROUP BY m.user_id
            """;

    private static final Duration QUIET = Duration.ofMinutes(30);

    private final Database database;
    private final Clock clock;

    public ExperimentOutcomes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How a test stands now; without any figure when it was not started. */
    public ExperimentReport report(TenantId tenant, Experiment experiment) {
        Instant from = experiment.startedAt();
        if (from == null) {
            return Judge.report(experiment, List.of());
        }
        Instant now = clock.instant();
        Instant to = experiment.stoppedAt() == null ? now : experiment.stoppedAt();
        return Judge.report(
                experiment,
                database.with(
                        connection -> {
                            try (PreparedStatement select = connection.prepareStatement(BY_USER)) {
                                select.setString(1, tenant.value());
                                select.setString(2, experiment.assistant().value());
                                select.setObject(3, from.atOffset(ZoneOffset.UTC));
                                select.setObject(4, to.atOffset(ZoneOffset.UTC));
                                select.setObject(5, now.minus(QUIET).atOffset(ZoneOffset.UTC));
                                List<UserSums> users = new ArrayList<>();
                                try (ResultSet rows = select.executeQuery()) {
                                    while (rows.next()) {
                                        users.add(sums(rows));
                                    }
                                }
                                return users;
                            }
                        }));
    }

    private static UserSums sums(ResultSet row) throws SQLException {
        double replies = row.getDouble("replies");
        Map<OutcomeMetric, Ratio> ratios = new EnumMap<>(OutcomeMetric.class);
        ratios.put(
                OutcomeMetric.THUMBS_UP,
                new Ratio(row.getDouble("thumbs_up"), row.getDouble("thumbs")));
        ratios.put(OutcomeMetric.HANDOVER, new Ratio(row.getDouble("handovers"), replies));
        ratios.put(
                OutcomeMetric.RESOLUTION,
                new Ratio(row.getDouble("resolved"), row.getDouble("ended")));
        ratios.put(OutcomeMetric.LATENCY_MS, new Ratio(row.getDouble("latency"), replies));
        ratios.put(OutcomeMetric.COST, new Ratio(row.getDouble("cost"), replies));
        return new UserSums(new UserId(row.getString("user_id")), ratios);
    }
}
