package dev.repartee.assistants.prompt;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The prompts of assistants, and which one is active. A prompt is never changed, only followed by
 * another. Activating one makes the pipeline serve it within about a second, and asks no more for
 * replies that were cached before.
 *
 * <p>Throws {@link ReparteeException}: {@code STORE_UNAVAILABLE} when the database does not answer,
 * {@code UNKNOWN_ASSISTANT} and {@code NOT_FOUND} for what is not there.
 */
public final class PromptStore {

    /** Reads the active prompt of every assistant that has one of its own, for the catalogue. */
    public static final String ACTIVE =
            """
            SELECT tenant_id, assistant_id, p.version, p.template, p.variables, p.note
            FROM (SELECT DISTINCT ON (tenant_id, assistant_id) tenant_id, assistant_id, version
                  FROM prompt_activations
                  ORDER BY tenant_id, assistant_id, activation DESC) newest
                JOIN assistant_prompts p USING (tenant_id, assistant_id, version)
            """;

    /** Reads one prompt of a tenant's assistant, by its version, for the catalogue. */
    public static final String ONE =
            """
            SELECT version, template, variables, note FROM assistant_prompts
            WHERE tenant_id = ? AND assistant_id = ? AND version = ?
            """;

    private static final int MOST_VERSIONS = 10_000;
    private static final String COLUMNS = "version, template, variables, note, created_at";
    private static final String SELECT =
            "SELECT "
                    + COLUMNS
                    + " FROM assistant_prompts WHERE tenant_id = ? AND assistant_id = ?";
    private static final String INSERT =
            "INSERT INTO assistant_prompts (tenant_id, assistant_id, version, template, variables,"
                    + " note) VALUES (?, ?, ?, ?, ?::jsonb, ?) RETURNING "
                    + COLUMNS;
    private static final String ACTIVATIONS =
            "SELECT activation, version, before FROM prompt_activations";

    private final Database database;

    public PromptStore(Database database) {
        this.database = database;
    }

    /** Stores a draft as the next version; nothing is activated. */
    public PromptVersion create(TenantId tenant, AssistantId assistant, PromptDraft draft) {
        return database.transaction(
                connection -> {
                    lock(connection, tenant, assistant);
                    int version = newest(connection, tenant, assistant) + 1;
                    if (version > MOST_VERSIONS) {
                        throw new ReparteeException(
                                ErrorCode.INVALID_FIELD,
                                "the assistant has "
                                        + MOST_VERSIONS
                                        + " prompts, which is the most");
                    }
                    return Sql.first(
                                    connection,
                                    INSERT,
                                    PromptStore::version,
                                    tenant.value(),
                                    assistant.value(),
                                    version,
                                    draft.template(),
                                    PromptDrafts.variablesToJson(draft.variables()),
                                    draft.note())
                            .orElseThrow();
                });
    }

    /** The versions that were stored, newest first. */
    public List<PromptVersion> list(TenantId tenant, AssistantId assistant, int most) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                SELECT + " ORDER BY version DESC LIMIT ?",
                                PromptStore::version,
                                tenant.value(),
                                assistant.value(),
                                most));
    }

    /** One version that was stored; the built-in one was not. */
    public Optional<PromptVersion> find(TenantId tenant, AssistantId assistant, int version) {
        return database.with(connection -> find(connection, tenant, assistant, version));
    }

    /** The version that is active; {@link PromptVersion#BUILT_IN} when none ever was. */
    public int active(TenantId tenant, AssistantId assistant) {
        return database.with(
                connection ->
                        newestActivation(connection, tenant, assistant)
                                .map(Activation::version)
                                .orElse(PromptVersion.BUILT_IN));
    }

    /**
     * Makes a version the active one.
     *
     * @return the version that is active now
     */
    public int activate(TenantId tenant, AssistantId assistant, int version) {
        return database.transaction(
                connection -> {
                    lock(connection, tenant, assistant);
                    if (version != PromptVersion.BUILT_IN
                            && find(connection, tenant, assistant, version).isEmpty()) {
                        throw new ReparteeException(
                                ErrorCode.NOT_FOUND, "there is no prompt " + version);
                    }
                    Optional<Activation> current = newestActivation(connection, tenant, assistant);
                    int active = current.map(Activation::version).orElse(PromptVersion.BUILT_IN);
                    if (active != version) {
                        Long before = current.map(Activation::id).orElse(null);
                        record(connection, tenant, assistant, version, before);
                    }
                    return version;
                });
    }

    /**
     * Goes back to what was active before the last activation that was not itself taken back.
     * Repeated, it goes back further, down to the built-in prompt.
     *
     * @return the version that is active now
     */
    public int rollBack(TenantId tenant, AssistantId assistant) {
        return database.transaction(
                connection -> {
                    lock(connection, tenant, assistant);
                    Activation current =
                            newestActivation(connection, tenant, assistant)
                                    .filter(
                                            activation ->
                                                    activation.version() != PromptVersion.BUILT_IN
                                                            || activation.before() != null)
                                    .orElseThrow(
                                            () ->
                                                    new ReparteeException(
                                                            ErrorCode.NOT_FOUND,
                                                            "there is nothing to go back to"));
                    Long before = current.before();
                    if (before == null) {
                        record(connection, tenant, assistant, PromptVersion.BUILT_IN, null);
                        return PromptVersion.BUILT_IN;
                    }
                    Activation target = activation(connection, before).orElseThrow();
                    record(connection, tenant, assistant, target.version(), target.before());
                    return target.version();
                });
    }

    private record Activation(long id, int version, @Nullable Long before) {}

    private static void lock(Connection connection, TenantId tenant, AssistantId assistant)
            throws SQLException {
        Sql.first(
                        connection,
                        "SELECT assistant_id FROM assistants"
                                + " WHERE tenant_id = ? AND assistant_id = ? FOR UPDATE",
                        row -> row.text("assistant_id"),
                        tenant.value(),
                        assistant.value())
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.UNKNOWN_ASSISTANT,
                                        "there is no assistant '" + assistant + "'"));
    }

    private static int newest(Connection connection, TenantId tenant, AssistantId assistant)
            throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT coalesce(max(version), 0) AS newest FROM assistant_prompts"
                                + " WHERE tenant_id = ? AND assistant_id = ?",
                        row -> Math.toIntExact(row.number("newest")),
                        tenant.value(),
                        assistant.value())
                .orElseThrow();
    }

    private static Optional<PromptVersion> find(
            Connection connection, TenantId tenant, AssistantId assistant, int version)
            throws SQLException {
        return Sql.first(
                connection,
                SELECT + " AND version = ?",
                PromptStore::version,
                tenant.value(),
                assistant.value(),
                version);
    }

    private static Optional<Activation> newestActivation(
            Connection connection, TenantId tenant, AssistantId assistant) throws SQLException {
        return Sql.first(
                connection,
                ACTIVATIONS
                        + " WHERE tenant_id = ? AND assistant_id = ?"
                        + " ORDER BY activation DESC LIMIT 1",
                PromptStore::activation,
                tenant.value(),
                assistant.value());
    }

    private static Optional<Activation> activation(Connection connection, long id)
            throws SQLException {
        return Sql.first(
                connection, ACTIVATIONS + " WHERE activation = ?", PromptStore::activation, id);
    }

    private static Activation activation(Row row) throws SQLException {
        return new Activation(
                row.number("activation"),
                Math.toIntExact(row.number("version")),
                row.nullableNumber("before"));
    }

    private static void record(
            Connection connection,
            TenantId tenant,
            AssistantId assistant,
            int version,
            @Nullable Long before)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO prompt_activations (tenant_id, assistant_id, version, before)"
                        + " VALUES (?, ?, ?, ?)",
                tenant.value(),
                assistant.value(),
                version,
                before);
    }

    /** A row of {@link #ACTIVE} or {@link #ONE}, ready to be filled in. */
    public static PublishedPrompt published(Row row) throws SQLException {
        return PublishedPrompt.of(Math.toIntExact(row.number("version")), draft(row));
    }

    private static PromptVersion version(Row row) throws SQLException {
        return new PromptVersion(
                Math.toIntExact(row.number("version")), draft(row), row.instant("created_at"));
    }

    private static PromptDraft draft(Row row) throws SQLException {
        return new PromptDraft(
                row.text("template"),
                PromptDrafts.variablesFromJson(row.text("variables")),
                row.text("note"));
    }
}
