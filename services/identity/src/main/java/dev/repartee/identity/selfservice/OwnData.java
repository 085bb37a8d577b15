package dev.repartee.identity.selfservice;

import dev.repartee.identity.account.Account;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.SQLException;
import java.util.List;

/**
 * Everything that is kept about an account: the rows of each table that has a column {@code
 * account_id}, found in the catalogue of the database so that no table can be forgotten, the
 * invitations that went to its address, and what it did by the audit logs.
 *
 * <p>Secrets are left out: they are kept as bytes (hashes, or wrapped by the master key), but for
 * the hash of the password. Every call blocks.
 */
public final class OwnData {

    private static final String PASSWORD = "password_hash";
    private static final int PAGE = 1_000;

    private final Database database;

    public OwnData(Database database) {
        this.database = database;
    }

    /** Is handed one table after the other. */
    public interface Reader {

        /** What comes next is of this table. */
        void table(String name);

        /** A row, as a JSON object. */
        void row(String json);
    }

    private record Table(String name, List<String> secrets) {}

    private record Deed(String tenant, long sequence, String json) {}

    /** Hands over everything, in no order but table by table. */
    public void read(Account account, Reader reader) {
        for (Table table : tables()) {
            reader.table(table.name());
            rows(table, "account_id", account.id().value()).forEach(reader::row);
        }
        Table invitations = new Table("invitations", List.of("token_hash"));
        reader.table(invitations.name());
        rows(invitations, "email", account.email().value()).forEach(reader::row);
        reader.table("audit_log");
        deeds("account:" + account.id(), reader);
    }

    private List<Table> tables() {
        return database.everywhere(
                connection ->
                        Sql.list(
                                connection,
                                """
                                SELECT t.relname AS name,
                                  coalesce(array_agg(a.attname::text) FILTER
                                    (WHERE a.atttypid = 'bytea'::regtype OR a.attname = ?), '{}')
                                    AS secrets
                                FROM pg_class t
                                JOIN pg_attribute k ON k.attrelid = t.oid
                                  AND k.attname = 'account_id' AND NOT k.attisdropped
                                JOIN pg_attribute a ON a.attrelid = t.oid
                                  AND a.attnum > 0 AND NOT a.attisdropped
                                WHERE t.relnamespace = current_schema()::regnamespace
                                  AND t.relkind IN ('r', 'p') AND NOT t.relispartition
                                GROUP BY t.relname ORDER BY t.relname
                                """,
                                OwnData::table,
                                PASSWORD));
    }

    /** Names of tables and columns are ours, and quoted all the same. */
    private List<String> rows(Table table, String column, String value) {
        return database.everywhere(
                connection ->
                        Sql.list(
                                connection,
                                "SELECT (to_jsonb(t) - ?::text[])::text AS json FROM \""
                                        + table.name()
                                        + "\" t WHERE t.\""
                                        + column
                                        + "\" = ?",
                                row -> row.text("json"),
                                table.secrets(),
                                value));
    }

    private void deeds(String actor, Reader reader) {
        Deed last = new Deed("", 0, "");
        List<Deed> page;
        do {
            Deed after = last;
            page =
                    database.everywhere(
                            connection ->
                                    Sql.list(
                                            connection,
                                            """
                                            SELECT tenant_id, sequence,
                                              (to_jsonb(t) - 'hash')::text AS json
                                            FROM audit_log t
                                            WHERE actor = ? AND (tenant_id, sequence) > (?, ?)
                                            ORDER BY tenant_id, sequence LIMIT ?
                                            """,
                                            row ->
                                                    new Deed(
                                                            row.text("tenant_id"),
                                                            row.number("sequence"),
                                                            row.text("json")),
                                            actor,
                                            after.tenant(),
                                            after.sequence(),
                                            PAGE));
            page.forEach(deed -> reader.row(deed.json()));
            last = page.isEmpty() ? last : page.getLast();
        } while (page.size() == PAGE);
    }

    private static Table table(Row row) throws SQLException {
        return new Table(row.text("name"), row.texts("secrets"));
    }
}
