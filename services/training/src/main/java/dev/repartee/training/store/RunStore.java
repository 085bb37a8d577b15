package dev.repartee.training.store;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.RefusedData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queue of trainings, shared by all processes. A training whose worker died is taken over by
 * another one after {@value #SILENCE} and given up after its second death.
 */
public final class RunStore {

    static final String SILENCE = "30 seconds";
    private static final int MOST_ATTEMPTS = 2;
    private static final int MOST_OPEN = 100;
    private static final int KEPT = 100;

    private static final String COLUMNS =
            " version, state, phase, progress, activate, failure, requested_at, finished_at ";
    private static final String OF_OWNER = " WHERE tenant_id = ? AND assistant_id = ? ";
    private static final String UNFINISHED = "state IN ('queued', 'running')";
    private static final String SILENT =
            "state = 'running' AND beat_at < now() - interval '" + SILENCE + "'";

    private final Database database;

    public RunStore(Database database) {
        this.database = database;
    }

    /**
     * A training in a worker's hand.
     *
     * @param attempt fences off this worker once another one has taken over
     * @param content the examples
     */
    public record Claim(
            Owner owner,
            long version,
            int attempt,
            boolean activate,
            boolean withShipped,
            byte[] content) {}

    /** What a training is to do. */
    public record Order(byte[] content, boolean activate, boolean withShipped) {}

    /**
     * Puts a training into the queue, or straight into the caller's hand.
     *
     * @param claimed whether the caller itself trains
     */
    public TrainingRun add(Owner owner, Order order, boolean claimed) {
        try {
            return database.transaction(
                    connection -> {
                        Rows.lockAssistant(connection, owner);
                        refuseWhenFull(connection);
                        forgetOld(connection, owner);
                        return insert(connection, owner, order, claimed);
                    });
        } catch (RefusedData e) {
            if (e.sqlState().equals(RefusedData.UNIQUE_VIOLATION)) {
                throw new ReparteeException(
                        ErrorCode.VERSION_CONFLICT,
                        "a training of this assistant is under way: wait for it or cancel it",
                        e);
            }
            throw e;
        }
    }

    /** Takes the next training, if one waits or has lost its worker. */
    public Optional<Claim> claim() {
        return database.transaction(
                connection -> {
                    giveUpHopeless(connection);
                    try (PreparedStatement claim =
                                    connection.prepareStatement(
                                            """
                                            UPDATE nlu_training_runs
                                            SET state = 'running', attempts = attempts + 1, phase = 'reading examples',
                                                progress = 0, started_at = now(), beat_at = now()
                                            WHERE (tenant_id, assistant_id, version) = (
                                                SELECT tenant_id, assistant_id, version FROM nlu_training_runs
                                                WHERE state = 'queued' OR %s
                                                ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                                            RETURNING *
                                            """
                                                    .formatted(SILENT));
                            ResultSet rows = claim.executeQuery()) {
                        return rows.next() ? Optional.of(claim(rows)) : Optional.empty();
                    }
                });
    }

    /** The claim of a run that {@link #add} gave to its caller. */
    public Claim claimOf(Owner owner, TrainingRun run, Order order) {
        return new Claim(
                owner, run.version(), 1, order.activate(), order.withShipped(), order.content());
    }

    /**
     * Tells how far a training is, and that its worker lives.
     *
     * @return whether it is still wanted, and from this worker
     */
    public boolean beat(Claim claim, @Nullable String phase, double progress) {
        return database.with(
                connection -> {
                    try (PreparedStatement beat =
                            Rows.of(
                                    connection,
                                    "UPDATE nlu_training_runs SET beat_at = now(),"
                                            + " phase = coalesce(?, phase),"
                                            + " progress = greatest(progress, ?)"
                                            + " WHERE tenant_id = ? AND assistant_id = ?"
                                            + " AND version = ? AND attempts = ?"
                                            + " AND state = 'running'",
                                    claim.owner(),
                                    2)) {
                        beat.setString(1, phase);
                        beat.setDouble(2, progress);
                        beat.setLong(5, claim.version());
                        beat.setInt(6, claim.attempt());
                        return beat.executeUpdate() > 0;
                    }
                });
    }

    /** Ends a training within a transaction; false when it was taken from this worker. */
    static boolean end(Connection connection, Claim claim, RunState state, @Nullable String failure)
            throws SQLException {
        try (PreparedStatement end =
                Rows.of(
                        connection,
                        "UPDATE nlu_training_runs SET state = ?, failure = ?, finished_at = now(),"
                                + " phase = '', content = '',"
                                + " progress = CASE WHEN ? THEN 1 ELSE progress END"
                                + " WHERE tenant_id = ? AND assistant_id = ? AND version = ?"
                                + " AND attempts = ? AND state = 'running'",
                        claim.owner(),
                        3)) {
            end.setString(1, state.word());
            end.setString(2, failure);
            end.setBoolean(3, state == RunState.SUCCEEDED);
            end.setLong(6, claim.version());
            end.setInt(7, claim.attempt());
            return end.executeUpdate() > 0;
        }
    }

    public boolean end(Claim claim, RunState state, @Nullable String failure) {
        return database.with(connection -> end(connection, claim, state, failure));
    }

    /** Ends a training that waits or runs; false when there is none of that number under way. */
    public boolean cancel(Owner owner, long version) {
        return database.with(
                connection -> {
                    try (PreparedStatement cancel =
                            Rows.of(
                                    connection,
                                    "UPDATE nlu_training_runs SET state = 'cancelled', content = '',"
                                            + " phase = '', finished_at = now()"
                                            + OF_OWNER
                                            + "AND version = ? AND "
                                            + UNFINISHED,
                                    owner)) {
                        cancel.setLong(3, version);
                        return cancel.executeUpdate() > 0;
                    }
                });
    }

    /** The trainings of an assistant, the newest first. */
    public List<TrainingRun> list(Owner owner) {
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                                    Rows.of(
                                            connection,
                                            "SELECT"
                                                    + COLUMNS
                                                    + "FROM nlu_training_runs"
                                                    + OF_OWNER
                                                    + "ORDER BY version DESC",
                                            owner);
                            ResultSet rows = select.executeQuery()) {
                        List<TrainingRun> runs = new ArrayList<>();
                        while (rows.next()) {
                            runs.add(run(rows));
                        }
                        return runs;
                    }
                });
    }

    public Optional<TrainingRun> find(Owner owner, long version) {
        return list(owner).stream().filter(run -> run.version() == version).findAny();
    }

    private static void refuseWhenFull(Connection connection) throws SQLException {
        try (PreparedStatement count =
                        connection.prepareStatement(
                                "SELECT count(*) FROM nlu_training_runs WHERE " + UNFINISHED);
                ResultSet rows = count.executeQuery()) {
            rows.next();
            if (rows.getInt(1) >= MOST_OPEN) {
                throw new ReparteeException(
                        ErrorCode.OVERLOADED, "too many trainings wait: try again later");
            }
        }
    }

    private static void forgetOld(Connection connection, Owner owner) throws SQLException {
        try (PreparedStatement forget =
                Rows.of(
                        connection,
                        "DELETE FROM nlu_training_runs"
                                + OF_OWNER
                                + "AND NOT "
                                + UNFINISHED
                                + " AND version <= (SELECT max(version) FROM nlu_training_runs"
                                + " WHERE tenant_id = ? AND assistant_id = ?) - "
                                + KEPT,
                        owner)) {
            forget.setString(3, owner.tenant().value());
            forget.setString(4, owner.assistant().value());
            forget.executeUpdate();
        }
    }

    private static TrainingRun insert(
            Connection connection, Owner owner, Order order, boolean claimed) throws SQLException {
        try (PreparedStatement insert =
                Rows.of(
                        connection,
                        """
                        INSERT INTO nlu_training_runs
                            (tenant_id, assistant_id, version, state, activate, with_shipped, content,
                             attempts, started_at, beat_at)
                        SELECT o.tenant_id, o.assistant_id, 1 + greatest(
                                (SELECT coalesce(max(version), 0) FROM nlu_training_runs r
                                 WHERE r.tenant_id = o.tenant_id AND r.assistant_id = o.assistant_id),
                                (SELECT coalesce(max(version), 0) FROM nlu_models m
                                 WHERE m.tenant_id = o.tenant_id AND m.assistant_id = o.assistant_id)),
                            ?, ?, ?, ?, ?, CASE WHEN ? THEN now() END, CASE WHEN ? THEN now() END
                        FROM (VALUES (?, ?)) AS o (tenant_id, assistant_id)
                        RETURNING\
                        """
                                + COLUMNS,
                        owner,
                        7)) {
            insert.setString(1, claimed ? RunState.RUNNING.word() : RunState.QUEUED.word());
            insert.setBoolean(2, order.activate());
            insert.setBoolean(3, order.withShipped());
            insert.setBytes(4, order.content());
            insert.setInt(5, claimed ? 1 : 0);
            insert.setBoolean(6, claimed);
            insert.setBoolean(7, claimed);
            try (ResultSet rows = insert.executeQuery()) {
                rows.next();
                return run(rows);
            }
        }
    }

    private static void giveUpHopeless(Connection connection) throws SQLException {
        try (PreparedStatement giveUp =
                connection.prepareStatement(
                        "UPDATE nlu_training_runs SET state = 'failed', content = '', phase = '',"
                                + " finished_at = now(),"
                                + " failure = 'the process that trained it ended, twice'"
                                + " WHERE attempts >= ? AND "
                                + SILENT)) {
            giveUp.setInt(1, MOST_ATTEMPTS);
            giveUp.executeUpdate();
        }
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                new Owner(
                        new TenantId(row.getString("tenant_id")),
                        new AssistantId(row.getString("assistant_id"))),
                row.getLong("version"),
                row.getInt("attempts"),
                row.getBoolean("activate"),
                row.getBoolean("with_shipped"),
                row.getBytes("content"));
    }

    private static TrainingRun run(ResultSet row) throws SQLException {
        return new TrainingRun(
                row.getLong("version"),
                RunState.of(row.getString("state")),
                row.getString("phase"),
                row.getDouble("progress"),
                row.getBoolean("activate"),
                row.getString("failure"),
                Rows.known(row, "requested_at"),
                Rows.instant(row, "finished_at"));
    }
}
