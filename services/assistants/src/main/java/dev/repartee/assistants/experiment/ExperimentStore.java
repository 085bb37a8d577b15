package dev.repartee.assistants.experiment;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.RefusedData;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The tests of a tenant. At most one runs for an assistant at a time.
 *
 * <p>Throws {@link ReparteeException}: {@code STORE_UNAVAILABLE} when the database does not answer,
 * {@code NOT_FOUND} for what is not there, {@code VERSION_CONFLICT} for what the state forbids.
 */
public final class ExperimentStore {

    /** Reads the running tests of all tenants, for the catalogue. */
    public static final String RUNNING =
            """
            SELECT tenant_id, experiment_id, assistant_id, state, arms, salt, started_at, stopped_at
            FROM experiments WHERE state = 'running'
            """;

    private static final String COLUMNS =
            "experiment_id, assistant_id, state, arms, salt, started_at, stopped_at";
    private static final String SELECT =
            "SELECT " + COLUMNS + " FROM experiments WHERE tenant_id = ?";

    private final Database database;
    private final Clock clock;

    public ExperimentStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Stores a test that is not started yet. */
    public Experiment create(TenantId tenant, ExperimentDraft draft) {
        return database.transaction(
                connection -> {
                    requireAssistant(connection, tenant, draft.assistant());
                    for (Arm arm : draft.arms()) {
                        requireVersions(connection, tenant, draft.assistant(), arm);
                    }
                    return insert(connection, tenant, draft)
                            .orElseThrow(
                                    () ->
                                            new ReparteeException(
                                                    ErrorCode.VERSION_CONFLICT,
                                                    "there is an experiment '%s' already"
                                                            .formatted(draft.id())));
                });
    }

    /** One test. */
    public Optional<Experiment> find(TenantId tenant, String id) {
        return database.with(connection -> find(connection, tenant, id, ""));
    }

    /** The tests of a tenant, newest first. */
    public List<Experiment> list(TenantId tenant, int most) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                SELECT + " ORDER BY created_at DESC, experiment_id LIMIT ?",
                                ExperimentStore::experiment,
                                tenant.value(),
                                most));
    }

    /** Begins to assign users; within about a second on every node. */
    public Experiment start(TenantId tenant, String id) {
        try {
            return database.transaction(
                    connection -> {
                        Experiment draft = locked(connection, tenant, id);
                        require(draft, Experiment.State.DRAFT, "only a draft can be started");
                        return update(connection, tenant, id, "running", "started_at");
                    });
        } catch (RefusedData e) {
            if (RefusedData.UNIQUE_VIOLATION.equals(e.sqlState())) {
                throw new ReparteeException(
                        ErrorCode.VERSION_CONFLICT,
                        "another experiment of this assistant is running: stop it first",
                        e);
            }
            throw e;
        }
    }

    /** Ends a test for good: everybody gets the assistant as it is again. */
    public Experiment stop(TenantId tenant, String id) {
        return database.transaction(
                connection -> {
                    Experiment running = locked(connection, tenant, id);
                    require(running, Experiment.State.RUNNING, "only a running one can be stopped");
                    return update(connection, tenant, id, "stopped", "stopped_at");
                });
    }

    /** Removes a test that does not run. */
    public void delete(TenantId tenant, String id) {
        database.transaction(
                connection -> {
                    Experiment experiment = locked(connection, tenant, id);
                    if (experiment.state() == Experiment.State.RUNNING) {
                        throw conflict("it is running: stop it first");
                    }
                    return Sql.update(
                            connection,
                            "DELETE FROM experiments WHERE tenant_id = ? AND experiment_id = ?",
                            tenant.value(),
                            id);
                });
    }

    private Optional<Experiment> insert(
            Connection connection, TenantId tenant, ExperimentDraft draft) throws SQLException {
        return Sql.first(
                connection,
                "INSERT INTO experiments (tenant_id, experiment_id, assistant_id, arms, salt)"
                        + " VALUES (?, ?, ?, ?::jsonb, ?) ON CONFLICT DO NOTHING RETURNING "
                        + COLUMNS,
                ExperimentStore::experiment,
                tenant.value(),
                draft.id(),
                draft.assistant().value(),
                ExperimentDrafts.armsToJson(draft.arms()),
                UUID.randomUUID().toString());
    }

    private Experiment update(
            Connection connection, TenantId tenant, String id, String state, String timeColumn)
            throws SQLException {
        return Sql.first(
                        connection,
                        "UPDATE experiments SET state = ?, %s = ?".formatted(timeColumn)
                                + " WHERE tenant_id = ? AND experiment_id = ? RETURNING "
                                + COLUMNS,
                        ExperimentStore::experiment,
                        state,
                        clock.instant(),
                        tenant.value(),
                        id)
                .orElseThrow();
    }

    private static Experiment locked(Connection connection, TenantId tenant, String id)
            throws SQLException {
        return find(connection, tenant, id, " FOR UPDATE").orElseThrow(() -> unknown(id));
    }

    private static void require(Experiment experiment, Experiment.State state, String otherwise) {
        if (experiment.state() != state) {
            throw conflict("it is " + experiment.state().word() + ": " + otherwise);
        }
    }

    private static void requireAssistant(
            Connection connection, TenantId tenant, AssistantId assistant) throws SQLException {
        if (!exists(
                connection,
                "SELECT 1 FROM assistants WHERE tenant_id = ? AND assistant_id = ?",
                tenant.value(),
                assistant.value())) {
            throw new ReparteeException(
                    ErrorCode.UNKNOWN_ASSISTANT, "there is no assistant '" + assistant + "'");
        }
    }

    private static void requireVersions(
            Connection connection, TenantId tenant, AssistantId assistant, Arm arm)
            throws SQLException {
        Long definition = arm.assistantVersion();
        if (definition != null
                && !exists(
                        connection,
                        "SELECT 1 FROM assistant_versions"
                                + " WHERE tenant_id = ? AND assistant_id = ? AND version = ?",
                        tenant.value(),
                        assistant.value(),
                        definition)) {
            throw missing("the assistant has no version " + definition);
        }
        Integer prompt = arm.promptVersion();
        if (prompt != null
                && prompt != 0
                && !exists(
                        connection,
                        "SELECT 1 FROM assistant_prompts"
                                + " WHERE tenant_id = ? AND assistant_id = ? AND version = ?",
                        tenant.value(),
                        assistant.value(),
                        prompt)) {
            throw missing("the assistant has no prompt " + prompt);
        }
    }

    private static boolean exists(Connection connection, String sql, Object... arguments)
            throws SQLException {
        return Sql.first(connection, sql, row -> true, arguments).isPresent();
    }

    private static Optional<Experiment> find(
            Connection connection, TenantId tenant, String id, String lock) throws SQLException {
        return Sql.first(
                connection,
                SELECT + " AND experiment_id = ?" + lock,
                ExperimentStore::experiment,
                tenant.value(),
                id);
    }

    /** A row of {@link #RUNNING}. */
    public static Experiment experiment(Row row) throws SQLException {
        return new Experiment(
                row.text("experiment_id"),
                new AssistantId(row.text("assistant_id")),
                Experiment.State.of(row.text("state")),
                ExperimentDrafts.armsFromJson(row.text("arms")),
                row.text("salt"),
                row.nullableInstant("started_at"),
                row.nullableInstant("stopped_at"));
    }

    private static ReparteeException unknown(String id) {
        return new ReparteeException(ErrorCode.NOT_FOUND, "there is no experiment '" + id + "'");
    }

    private static ReparteeException missing(String detail) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, detail);
    }

    private static ReparteeException conflict(String detail) {
        return new ReparteeException(ErrorCode.VERSION_CONFLICT, detail);
    }
}
