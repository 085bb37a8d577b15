package dev.repartee.training.entity;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.language.entity.custom.EntityDefinition;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.RefusedData;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import dev.repartee.postgres.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The entities that tenants define, in the database. Of two that claim the same text the one that
 * was defined first wins.
 *
 * <p>Every method throws a {@link ReparteeException} with {@link ErrorCode#STORE_UNAVAILABLE} when
 * the database does not answer.
 */
public final class EntityStore {

    private static final String OF_SCOPE =
            " WHERE tenant_id = ? AND assistant_id IS NOT DISTINCT FROM ?";

    private static final String SAVE =
            """
            INSERT INTO custom_entities (tenant_id, assistant_id, type, definition, items)
            VALUES (?, ?, ?, ?::jsonb, ?)
            ON CONFLICT (tenant_id, assistant_id, type) DO UPDATE
            SET definition = excluded.definition, items = excluded.items,
                updated_at = clock_timestamp()
            """;

    private final Database database;

    public EntityStore(Database database) {
        this.database = database;
    }

    /** What there is, by the order in which it was defined. */
    public List<EntitySummary> list(EntityScope scope) {
        return database.with(connection -> list(connection, scope));
    }

    /** One of them. */
    public Optional<EntityDefinition> find(EntityScope scope, String type) {
        return database.with(
                connection ->
                        Sql.first(
                                connection,
                                "SELECT type, definition FROM custom_entities"
                                        + OF_SCOPE
                                        + " AND type = ?",
                                EntityStore::definition,
                                scope.tenant().value(),
                                scope.assistantText(),
                                type));
    }

    /** All of them, by the order in which they were defined. */
    public List<EntityDefinition> definitions(EntityScope scope) {
        return database.with(connection -> definitions(connection, scope));
    }

    /**
     * Defines an entity, or defines it anew; returns whether it is new.
     *
     * @throws ReparteeException {@code UNKNOWN_ASSISTANT}; {@code INVALID_FIELD} when there are too
     *     many entities or items
     */
    public boolean save(EntityScope scope, EntityDefinition definition) {
        return changing(
                scope,
                connection -> {
                    List<EntitySummary> all = list(connection, scope);
                    List<EntitySummary> others =
                            all.stream()
                                    .filter(each -> !each.type().equals(definition.type()))
                                    .toList();
                    EntityForm.checkRoom(
                            others.size() + 1,
                            others.stream().mapToLong(EntitySummary::items).sum()
                                    + EntityForm.items(definition));
                    insert(connection, scope, definition);
                    return others.size() == all.size();
                });
    }

    /**
     * Makes these the scope's entities, in this order; returns whether they were others before.
     *
     * @throws ReparteeException as {@link #save}
     */
    public boolean replace(EntityScope scope, List<EntityDefinition> definitions) {
        EntityForm.checkRoom(
                definitions.size(), definitions.stream().mapToLong(EntityForm::items).sum());
        return changing(
                scope,
                connection -> {
                    if (definitions(connection, scope).equals(definitions)) {
                        return false;
                    }
                    Sql.update(
                            connection,
                            "DELETE FROM custom_entities" + OF_SCOPE,
                            scope.tenant().value(),
                            scope.assistantText());
                    for (EntityDefinition definition : definitions) {
                        insert(connection, scope, definition);
                    }
                    return true;
                });
    }

    /** Forgets an entity; returns whether there was one. */
    public boolean delete(EntityScope scope, String type) {
        return database.with(
                connection ->
                        Sql.update(
                                        connection,
                                        "DELETE FROM custom_entities" + OF_SCOPE + " AND type = ?",
                                        scope.tenant().value(),
                                        scope.assistantText(),
                                        type)
                                > 0);
    }

    /** Which state the entities of each scope are in: another text after every change. */
    Map<EntityScope, String> states() {
        return database
                .everywhere(
                        connection ->
                                Sql.list(
                                        connection,
                                        "SELECT tenant_id, assistant_id, count(*) AS entities,"
                                                + " max(updated_at)::text AS changed"
                                                + " FROM custom_entities"
                                                + " GROUP BY tenant_id, assistant_id",
                                        EntityStore::state))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private <T> T changing(EntityScope scope, SqlWork<T> change) {
        try {
            return database.transaction(
                    connection -> {
                        Sql.list(
                                connection,
                                "SELECT pg_advisory_xact_lock(hashtext('custom_entities'),"
                                        + " hashtext(?)) IS NULL AS locked",
                                row -> row.flag("locked"),
                                scope.tenant().value());
                        return change.with(connection);
                    });
        } catch (RefusedData e) {
            throw new ReparteeException(
                    ErrorCode.UNKNOWN_ASSISTANT,
                    "there is no assistant '" + scope.assistantText() + "'",
                    e);
        }
    }

    private static List<EntitySummary> list(Connection connection, EntityScope scope)
            throws SQLException {
        return Sql.list(
                connection,
                "SELECT type, items, updated_at FROM custom_entities"
                        + OF_SCOPE
                        + " ORDER BY position",
                EntityStore::summary,
                scope.tenant().value(),
                scope.assistantText());
    }

    private static List<EntityDefinition> definitions(Connection connection, EntityScope scope)
            throws SQLException {
        return Sql.list(
                connection,
                "SELECT type, definition FROM custom_entities" + OF_SCOPE + " ORDER BY position",
                EntityStore::definition,
                scope.tenant().value(),
                scope.assistantText());
    }

    private static void insert(
            Connection connection, EntityScope scope, EntityDefinition definition)
            throws SQLException {
        Sql.update(
                connection,
                SAVE,
                scope.tenant().value(),
                scope.assistantText(),
                definition.type(),
                EntityForm.write(definition).toString(),
                EntityForm.items(definition));
    }

    private static EntitySummary summary(Row row) throws SQLException {
        int items = (int) row.number("items");
        return new EntitySummary(
                row.text("type"),
                items == 0 ? "pattern" : "list",
                items,
                row.instant("updated_at"));
    }

    private static EntityDefinition definition(Row row) throws SQLException {
        return EntityForm.parse(row.text("type"), row.text("definition"));
    }

    private static Map.Entry<EntityScope, String> state(Row row) throws SQLException {
        String assistant = row.nullableText("assistant_id");
        return Map.entry(
                new EntityScope(
                        new TenantId(row.text("tenant_id")),
                        assistant == null ? null : new AssistantId(assistant)),
                row.number("entities") + " " + row.text("changed"));
    }
}
