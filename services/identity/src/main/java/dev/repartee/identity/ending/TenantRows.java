package dev.repartee.identity.ending;

import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.util.List;

/**
 * Deletes a tenant's rows from every table that has a tenant, a few at a time. New tables are
 * covered by having the column; nobody has to think of it.
 */
final class TenantRows {

    private static final int AT_ONCE = 1_000;

    /**
     * What stays: the audit log, which is only ever added to, and the tenant itself. Vectors that
     * lie in stores elsewhere are removed by whoever fills those, once their documents are gone.
     */
    private static final String TABLES =
            """
            SELECT quote_ident(t.relname) AS name FROM pg_class t
            JOIN pg_attribute c ON c.attrelid = t.oid AND c.attname = 'tenant_id'
              AND NOT c.attisdropped
            WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p')
              AND NOT t.relispartition AND t.relname NOT IN
                ('tenants', 'audit_log', 'audit_log_heads', 'vector_documents')
            ORDER BY 1
            """;

    /** Row addresses repeat in partitions: what else they name is the tenant's too. */
    private static final String DELETE =
            """
            DELETE FROM %1$s WHERE tenant_id = ? AND ctid = ANY (ARRAY(
                SELECT ctid FROM %1$s WHERE tenant_id = ? LIMIT %2$d))
            """;

    /** People who belong nowhere else, with everything that hangs on them. */
    private static final String PEOPLE =
            """
            DELETE FROM accounts WHERE account_id IN (
                SELECT account_id FROM memberships GROUP BY account_id
                HAVING bool_and(tenant_id = ?))
            """;

    private final Database database;

    TenantRows(Database database) {
        this.database = database;
    }

    /** Blocks; safe to repeat. Tells how many rows there were. */
    long delete(TenantId tenant) {
        long deleted =
                database.everywhere(connection -> Sql.update(connection, PEOPLE, tenant.value()));
        for (String table : tables()) {
            deleted += drain(table, tenant);
        }
        return deleted;
    }

    private List<String> tables() {
        return database.everywhere(
                connection -> Sql.list(connection, TABLES, row -> row.text("name")));
    }

    private long drain(String table, TenantId tenant) {
        String sql = DELETE.formatted(table, AT_ONCE);
        long deleted = 0;
        int now;
        do {
            now =
                    database.everywhere(
                            connection ->
                                    Sql.update(connection, sql, tenant.value(), tenant.value()));
            deleted += now;
        } while (now > 0);
        return deleted;
    }
}
