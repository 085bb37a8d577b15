package dev.repartee.identity.key;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.RoleId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code api_keys}. */
final class ApiKeyTable {

    private static final String SELECT =
            """
            SELECT key_hash, key_prefix, tenant_id, name, role, permissions, created_by, created_at,
              expires_at, last_used_at
            FROM api_keys
            WHERE revoked_at IS NULL
            """;

    private static final String ENDED = " WHERE revoked_at < ? OR expires_at < ?";

    private final Database database;

    ApiKeyTable(Database database) {
        this.database = database;
    }

    Map<byte[], ApiKey> valid(Instant now) {
        Map<byte[], ApiKey> keys = new HashMap<>();
        database.everywhere(
                connection ->
                        Sql.list(
                                connection,
                                SELECT + " AND (expires_at IS NULL OR expires_at > ?)",
                                row -> keys.put(row.bytes("key_hash"), key(row)),
                                now));
        return keys;
    }

    /** The tenant's keys that were not revoked, also those that have expired; oldest first. */
    List<ListedApiKey> list(TenantId tenant) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                SELECT + " AND tenant_id = ? ORDER BY created_at, key_prefix",
                                row ->
                                        new ListedApiKey(
                                                key(row), row.nullableInstant("last_used_at")),
                                tenant.value()));
    }

    void insert(byte[] hash, ApiKey key) {
        Set<Permission> scopes = key.scopes();
        database.with(
                connection ->
                        Sql.update(
                                connection,
                                """
                                INSERT INTO api_keys
                                  (key_hash, key_prefix, tenant_id, name, role, permissions,
                                   created_by, created_at, expires_at)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                                """,
                                hash,
                                key.prefix(),
                                key.tenant().value(),
                                key.name(),
                                key.role().value(),
                                scopes == null ? null : words(scopes),
                                key.createdBy(),
                                key.createdAt(),
                                key.expiresAt()));
    }

    boolean revoke(TenantId tenant, String prefix, Instant now) {
        return database.with(
                connection ->
                        Sql.update(
                                        connection,
                                        "UPDATE api_keys SET revoked_at = ? WHERE tenant_id = ?"
                                                + " AND key_prefix = ? AND revoked_at IS NULL",
                                        now,
                                        tenant.value(),
                                        prefix)
                                > 0);
    }

    /** Looks first: a statement that deletes tells all caches, also when it finds nothing. */
    long deleteEnded(Instant before) {
        return database.everywhere(
                connection ->
                        Sql.first(
                                                connection,
                                                "SELECT FROM api_keys" + ENDED + " LIMIT 1",
                                                row -> true,
                                                before,
                                                before)
                                        .isPresent()
                                ? Sql.update(
                                        connection, "DELETE FROM api_keys" + ENDED, before, before)
                                : 0);
    }

    /**
     * Another process may have seen a later use.
     *
     * @param uses milliseconds since the epoch
     */
    void used(Map<ApiKey, Long> uses) {
        List<ApiKey> keys = List.copyOf(uses.keySet());
        database.everywhere(
                connection ->
                        Sql.update(
                                connection,
                                """
                                UPDATE api_keys k
                                SET last_used_at =
                                  greatest(k.last_used_at, to_timestamp(u.millis::float8 / 1000))
                                FROM unnest(?::text[], ?::text[], ?::text[])
                                  AS u (tenant, prefix, millis)
                                WHERE k.tenant_id = u.tenant AND k.key_prefix = u.prefix
                                """,
                                keys.stream().map(key -> key.tenant().value()).toList(),
                                keys.stream().map(ApiKey::prefix).toList(),
                                keys.stream().map(key -> uses.get(key).toString()).toList()));
    }

    private static ApiKey key(Row row) throws SQLException {
        return new ApiKey(
                new TenantId(row.text("tenant_id")),
                row.text("key_prefix"),
                row.text("name"),
                new RoleId(row.text("role")),
                scopes(row),
                row.text("created_by"),
                row.instant("created_at"),
                row.nullableInstant("expires_at"));
    }

    /** A word that this version does not know any more permits nothing. */
    private static @Nullable Set<Permission> scopes(Row row) throws SQLException {
        List<String> words = row.nullableTexts("permissions");
        return words == null
                ? null
                : words.stream()
                        .flatMap(word -> Permission.of(word).stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> words(Set<Permission> scopes) {
        return scopes.stream().map(Permission::word).sorted().toList();
    }
}
