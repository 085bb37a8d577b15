package dev.repartee.identity;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.role.RoleId;
import dev.repartee.postgres.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table {@code api_keys}. */
final class ApiKeyTable {

    private final Database database;

    ApiKeyTable(Database database) {
        this.database = database;
    }

    Map<byte[], ApiKey> valid(Instant now) {
        return database.everywhere(
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    """
                                    SELECT key_hash, key_prefix, tenant_id, name, role,
                                      created_at, expires_at
                                    FROM api_keys
                                    WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)
                                    """)) {
                        statement.setObject(1, column(now));
                        Map<byte[], ApiKey> keys = new LinkedHashMap<>();
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                keys.put(
                                        rows.getBytes("key_hash"),
                                        new ApiKey(
                                                new TenantId(rows.getString("tenant_id")),
                                                rows.getString("key_prefix"),
                                                rows.getString("name"),
                                                new RoleId(rows.getString("role")),
                                                instant(rows, "created_at"),
                                                nullableInstant(rows, "expires_at")));
                            }
                        }
                        return keys;
                    }
                });
    }

    void insert(byte[] hash, ApiKey key) {
        database.with(
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    """
                                    INSERT INTO api_keys
                                      (key_hash, key_prefix, tenant_id, name, created_at, expires_at,
                                       role)
                                    VALUES (?, ?, ?, ?, ?, ?, ?)
                                    """)) {
                        statement.setBytes(1, hash);
                        statement.setString(2, key.prefix());
                        statement.setString(3, key.tenant().value());
                        statement.setString(4, key.name());
                        statement.setObject(5, column(key.createdAt()));
                        Instant expiresAt = key.expiresAt();
                        statement.setObject(6, expiresAt == null ? null : column(expiresAt));
                        statement.setString(7, key.role().value());
                        return statement.executeUpdate();
                    }
                });
    }

    boolean revoke(TenantId tenant, String prefix, Instant now) {
        return database.with(
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    """
                                    UPDATE api_keys SET revoked_at = ?
                                    WHERE tenant_id = ? AND key_prefix = ? AND revoked_at IS NULL
                                    """)) {
                        statement.setObject(1, column(now));
                        statement.setString(2, tenant.value());
                        statement.setString(3, prefix);
                        return statement.executeUpdate() > 0;
                    }
                });
    }

    static OffsetDateTime column(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet rows, String column) throws java.sql.SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant nullableInstant(ResultSet rows, String column)
            throws java.sql.SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
