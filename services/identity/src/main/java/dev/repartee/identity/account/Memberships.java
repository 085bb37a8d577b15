package dev.repartee.identity.account;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.role.RoleId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Who belongs where, in PostgreSQL. Every call blocks. Thread-safe. */
public final class Memberships {

    private final Database database;
    private final Clock clock;

    public Memberships(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Somebody's businesses, the one that they joined first before the others. */
    public List<Membership> of(AccountId account) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                """
                                SELECT tenant_id, role FROM memberships WHERE account_id = ?
                                ORDER BY created_at, tenant_id
                                """,
                                row ->
                                        new Membership(
                                                new TenantId(row.text("tenant_id")),
                                                new RoleId(row.text("role"))),
                                account.value()));
    }

    /** Lets somebody in, or gives them another role. */
    public void put(AccountId account, Membership membership) {
        database.with(
                connection -> {
                    put(connection, account, membership);
                    return account;
                });
    }

    /** The same within a transaction. */
    public void put(Connection connection, AccountId account, Membership membership)
            throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO memberships (tenant_id, account_id, role, created_at)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (tenant_id, account_id) DO UPDATE SET role = excluded.role
                """,
                membership.tenant().value(),
                account.value(),
                membership.role().value(),
                clock.instant());
    }
}
