package dev.repartee.assistants;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every definition that an assistant ever had, kept by the database itself with each change; they
 * go with their assistant. Throws {@link dev.repartee.contract.ReparteeException} with {@code
 * STORE_UNAVAILABLE} when the database does not answer.
 */
public final class AssistantVersions {

    private final Database database;

    public AssistantVersions(Database database) {
        this.database = database;
    }

    /**
     * A version without its definition.
     *
     * @param createdAt when it became the current one
     */
    public record Entry(long version, Instant createdAt) {}

    /** The versions there are, newest first. */
    public List<Entry> list(TenantId tenant, AssistantId assistant, int most) {
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT version, created_at FROM assistant_versions"
                                            + " WHERE tenant_id = ? AND assistant_id = ?"
                                            + " ORDER BY version DESC LIMIT ?")) {
                        select.setString(1, tenant.value());
                        select.setString(2, assistant.value());
                        select.setInt(3, most);
                        List<Entry> entries = new ArrayList<>();
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                entries.add(new Entry(rows.getLong(1), time(rows, 2)));
                            }
                        }
                        return entries;
                    }
                });
    }

    /** One version; empty when there never was one of that number. */
    public Optional<StoredAssistant> find(TenantId tenant, AssistantId assistant, long version) {
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT definition, created_at FROM assistant_versions"
                                            + " WHERE tenant_id = ? AND assistant_id = ?"
                                            + " AND version = ?")) {
                        select.setString(1, tenant.value());
                        select.setString(2, assistant.value());
                        select.setLong(3, version);
                        try (ResultSet rows = select.executeQuery()) {
                            return rows.next()
                                    ? Optional.of(
                                            new StoredAssistant(
                                                    AssistantDefinitions.parse(rows.getString(1)),
                                                    version,
                                                    time(rows, 2)))
                                    : Optional.empty();
                        }
                    }
                });
    }

    private static Instant time(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }
}
