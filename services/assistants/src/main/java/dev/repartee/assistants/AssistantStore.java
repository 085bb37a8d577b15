package dev.repartee.assistants;

import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The assistants in the database: what administration reads and writes. The pipeline asks {@link
 * AssistantCatalog}.
 *
 * <p>Every method throws a {@link ReparteeException} with {@link ErrorCode#STORE_UNAVAILABLE} when
 * the database does not answer.
 */
public final class AssistantStore {

    private static final String COLUMNS = "definition, version, updated_at";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM assistants";

    private final Database database;
    private final Clock clock;

    public AssistantStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** One assistant. */
    public Optional<StoredAssistant> find(TenantId tenant, AssistantId id) {
        return database.with(connection -> find(connection, tenant, id, ""));
    }

    /** Every assistant of a tenant, by id. */
    public List<StoredAssistant> list(TenantId tenant) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                SELECT + " WHERE tenant_id = ? ORDER BY assistant_id",
                                AssistantStore::stored,
                                tenant.value()));
    }

    /** Stores a definition whatever is there now. */
    public SaveOutcome save(TenantId tenant, Assistant assistant) {
        return save(tenant, assistant, OptionalLong.empty());
    }

    /**
     * Stores a definition. When its pool differs from the stored one, the move is noted with the
     * present time; what the caller says about earlier pools is not taken over.
     *
     * @param expectedVersion the version that the caller has seen; 0 for "not there yet"; empty for
     *     "whatever is there"
     * @throws InvalidAssistant when a field is not within its limits
     */
    public SaveOutcome save(TenantId tenant, Assistant assistant, OptionalLong expectedVersion) {
        Assistant valid = AssistantDefinitions.read(AssistantDefinitions.write(assistant));
        return database.transaction(connection -> save(connection, tenant, valid, expectedVersion));
    }

    /**
     * Removes an assistant and its documents.
     *
     * @return whether it was there
     */
    public boolean delete(TenantId tenant, AssistantId id) {
        return database.with(
                connection ->
                        Sql.update(
                                        connection,
                                        "DELETE FROM assistants"
                                                + " WHERE tenant_id = ? AND assistant_id = ?",
                                        tenant.value(),
                                        id.value())
                                > 0);
    }

    private SaveOutcome save(
            Connection connection, TenantId tenant, Assistant assistant, OptionalLong expected)
            throws SQLException {
        Optional<StoredAssistant> existing =
                find(connection, tenant, assistant.id(), " FOR UPDATE");
        long actual = existing.map(StoredAssistant::version).orElse(0L);
        if (expected.isPresent() && expected.getAsLong() != actual) {
            return new SaveOutcome.Conflict(actual);
        }
        if (existing.isEmpty()) {
            Assistant first =
                    assistant.withPool(new PoolAssignment(assistant.pool().pool(), null, null));
            return insert(connection, tenant, first)
                    .<SaveOutcome>map(SaveOutcome.Created::new)
                    .orElseGet(() -> new SaveOutcome.Conflict(1));
        }
        Assistant before = existing.get().assistant();
        Assistant after =
                assistant.withPool(before.pool().moveTo(assistant.pool().pool(), clock.instant()));
        return after.equals(before)
                ? new SaveOutcome.Unchanged(existing.get())
                : new SaveOutcome.Updated(update(connection, tenant, after));
    }

    private static Optional<StoredAssistant> insert(
            Connection connection, TenantId tenant, Assistant assistant) throws SQLException {
        return Sql.first(
                connection,
                "INSERT INTO assistants (tenant_id, assistant_id, definition)"
                        + " VALUES (?, ?, ?::jsonb) ON CONFLICT DO NOTHING RETURNING "
                        + COLUMNS,
                AssistantStore::stored,
                tenant.value(),
                assistant.id().value(),
                AssistantDefinitions.toJson(assistant));
    }

    private static StoredAssistant update(
            Connection connection, TenantId tenant, Assistant assistant) throws SQLException {
        return Sql.first(
                        connection,
                        "UPDATE assistants SET definition = ?::jsonb, version = version + 1,"
                                + " updated_at = now()"
                                + " WHERE tenant_id = ? AND assistant_id = ? RETURNING "
                                + COLUMNS,
                        AssistantStore::stored,
                        AssistantDefinitions.toJson(assistant),
                        tenant.value(),
                        assistant.id().value())
                .orElseThrow();
    }

    private static Optional<StoredAssistant> find(
            Connection connection, TenantId tenant, AssistantId id, String lock)
            throws SQLException {
        return Sql.first(
                connection,
                SELECT + " WHERE tenant_id = ? AND assistant_id = ?" + lock,
                AssistantStore::stored,
                tenant.value(),
                id.value());
    }

    private static StoredAssistant stored(Row row) throws SQLException {
        return new StoredAssistant(
                AssistantDefinitions.parse(row.text("definition")),
                row.number("version"),
                row.instant("updated_at"));
    }
}
