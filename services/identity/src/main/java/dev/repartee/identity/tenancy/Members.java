package dev.repartee.identity.tenancy;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.role.RoleId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import dev.repartee.postgres.TenantScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Who belongs to a business, as its people administer it. There is always an owner. Every method
 * blocks.
 *
 * <p>Names and addresses belong to accounts, which no tenant owns: they are read as the system, and
 * only of members.
 */
public final class Members {

    private static final String SELECT =
            """
            SELECT m.account_id, m.role, m.created_at, a.email, a.name
            FROM memberships m JOIN accounts a USING (account_id)
            WHERE m.tenant_id = ?
            """;

    private final Database database;

    public Members(Database database) {
        this.database = database;
    }

    /** Everybody, in the order in which they joined. */
    public List<Member> list(TenantId tenant) {
        return database.everywhere(
                connection ->
                        Sql.list(
                                connection,
                                SELECT + "ORDER BY m.created_at, m.account_id",
                                Members::member,
                                tenant.value()));
    }

    /** One of them. */
    public Optional<Member> find(TenantId tenant, AccountId account) {
        return database.everywhere(
                connection ->
                        Sql.first(
                                connection,
                                SELECT + "AND m.account_id = ?",
                                Members::member,
                                tenant.value(),
                                account.value()));
    }

    /** Whether somebody with that address is one of them. */
    public boolean has(TenantId tenant, EmailAddress email) {
        return database.everywhere(
                connection ->
                        Sql.first(
                                        connection,
                                        SELECT + "AND a.email = ?",
                                        Members::member,
                                        tenant.value(),
                                        email.value())
                                .isPresent());
    }

    /**
     * Gives a member another role.
     *
     * @throws ReparteeException with {@link ErrorCode#NOT_FOUND} for somebody else, with {@link
     *     ErrorCode#INVALID_FIELD} when no owner would be left
     */
    public void change(TenantId tenant, AccountId account, RoleId role) {
        keepingAnOwner(
                tenant,
                account,
                role.equals(Role.OWNER.id()),
                connection ->
                        Sql.update(
                                connection,
                                "UPDATE memberships SET role = ?"
                                        + " WHERE tenant_id = ? AND account_id = ?",
                                role.value(),
                                tenant.value(),
                                account.value()));
    }

    /** Lets a member go; throws as {@link #change}. */
    public void remove(TenantId tenant, AccountId account) {
        keepingAnOwner(
                tenant,
                account,
                false,
                connection ->
                        Sql.update(
                                connection,
                                "DELETE FROM memberships WHERE tenant_id = ? AND account_id = ?",
                                tenant.value(),
                                account.value()));
    }

    private interface Change {
        int apply(Connection connection) throws SQLException;
    }

    private void keepingAnOwner(
            TenantId tenant, AccountId account, boolean staysOwner, Change change) {
        TenantScope.within(
                tenant,
                () ->
                        database.transaction(
                                connection -> {
                                    List<String> owners =
                                            Sql.list(
                                                    connection,
                                                    "SELECT account_id FROM memberships"
                                                            + " WHERE tenant_id = ? AND role = ?"
                                                            + " FOR UPDATE",
                                                    row -> row.text("account_id"),
                                                    tenant.value(),
                                                    Role.OWNER.word());
                                    if (!staysOwner && owners.equals(List.of(account.value()))) {
                                        throw new ReparteeException(
                                                ErrorCode.INVALID_FIELD,
                                                "the last owner can't go; make another one first");
                                    }
                                    if (change.apply(connection) == 0) {
                                        throw new ReparteeException(
                                                ErrorCode.NOT_FOUND,
                                                "there is no member '" + account + "'");
                                    }
                                    return tenant;
                                }));
    }

    private static Member member(Row row) throws SQLException {
        return new Member(
                new AccountId(row.text("account_id")),
                row.text("email"),
                row.text("name"),
                new RoleId(row.text("role")),
                row.instant("created_at"));
    }
}
