package dev.repartee.assistants;

import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT "
                                            + COLUMNS
                                            + " FROM assistants WHERE tenant_id = ?"
                                            + " ORDER BY assistant_id")) {
                        select.setString(1, tenant.value());
                        List<StoredAssistant> found = new ArrayList<>();
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                found.add(stored(rows));
                            }
                        }
                        return found;
                    }
                });
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
                connection -> {
                    try (PreparedStatement delete =
                            connection.prepareStatement(
                                    "DELETE FROM assistants"
                                            + " WHERE tenant_id = ? AND assistant_id = ?")) {
                        delete.setString(1, tenant.value());
                        delete.setString(2, id.value());
                        return delete.executeUpdate() > 0;
                    }
                });
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
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO assistants (tenant_id, assistant_id, definition)"
                                + " VALUES (?, ?, ?::jsonb) ON CONFLICT DO NOTHING RETURNING "
                                + COLUMNS)) {
            insert.setString(1, tenant.value());
            insert.setString(2, assistant.id().value());
            insert.setString(3, AssistantDefinitions.toJson(assistant));
            return first(insert);
        }
    }

    private static StoredAssistant update(
            Connection connection, TenantId tenant, Assistant assistant) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE assistants SET definition = ?::jsonb, version = version + 1,"
                                + " updated_at = now()"
                                + " WHERE tenant_id = ? AND assistant_id = ? RETURNING "
                                + COLUMNS)) {
            update.setString(1, AssistantDefinitions.toJson(assistant));
            update.setString(2, tenant.value());
            update.setString(3, assistant.id().value());
            return first(update).orElseThrow();
        }
    }

    private static Optional<StoredAssistant> find(
            Connection connection, TenantId tenant, AssistantId id, String lock)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT "
                                + COLUMNS
                                + " FROM assistants WHERE tenant_id = ? AND assistant_id = ?"
                                + lock)) {
            select.setString(1, tenant.value());
            select.setString(2, id.value());
            return first(select);
        }
    }

    private static Optional<StoredAssistant> first(PreparedStatement statement)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(stored(rows)) : Optional.empty();
        }
    }

    private static StoredAssistant stored(ResultSet row) throws SQLException {
        return new StoredAssistant(
                AssistantDefinitions.parse(row.getString(1)),
                row.getLong(2),
                row.getObject(3, OffsetDateTime.class).toInstant());
    }
}
