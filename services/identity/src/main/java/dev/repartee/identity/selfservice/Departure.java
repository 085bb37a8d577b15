package dev.repartee.identity.selfservice;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.session.Logins;
import dev.repartee.mail.PostOffice;
import dev.repartee.postgres.Sql;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Deletes accounts for the people whom they belong to. What the audit logs of businesses say that
 * they did stays, under an id that leads to nobody any more.
 */
public final class Departure {

    private final Accounts accounts;
    private final Logins logins;
    private final PostOffice office;
    private final Letters letters;

    public Departure(Accounts accounts, Logins logins, PostOffice office, URI publicUrl) {
        this.accounts = accounts;
        this.logins = logins;
        this.office = office;
        this.letters = new Letters(publicUrl);
    }

    private record Seat(String tenant, String account) {}

    /**
     * Deletes an account with everything that hangs on it, and ends its tokens everywhere.
     *
     * @throws ReparteeException with {@link ErrorCode#VERSION_CONFLICT} when a business would be
     *     left without an owner; nothing is deleted then
     */
    public void of(Account account) {
        logins.revokeWith(
                account.id(),
                "account deleted",
                connection -> {
                    refuseTheLastOwner(connection, account.id());
                    accounts.delete(connection, account.id());
                    return Sql.update(
                            connection,
                            "DELETE FROM invitations WHERE email = ? AND accepted_at IS NOT NULL",
                            account.email().value());
                });
        office.post(letters.deleted(account.email()));
    }

    /** The owners' rows stay locked until the end, so that no two of them leave at once. */
    private static void refuseTheLastOwner(Connection connection, AccountId account)
            throws SQLException {
        Map<String, List<String>> owners =
                Sql.list(
                                connection,
                                """
                                SELECT tenant_id, account_id FROM memberships
                                WHERE role = ? AND tenant_id IN
                                  (SELECT tenant_id FROM memberships WHERE account_id = ?)
                                ORDER BY tenant_id, account_id FOR UPDATE
                                """,
                                row -> new Seat(row.text("tenant_id"), row.text("account_id")),
                                Role.OWNER.word(),
                                account.value())
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Seat::tenant,
                                        Collectors.mapping(Seat::account, Collectors.toList())));
        for (Map.Entry<String, List<String>> business : owners.entrySet()) {
            if (business.getValue().equals(List.of(account.value()))) {
                throw new ReparteeException(
                        ErrorCode.VERSION_CONFLICT,
                        "you are the last owner of '"
                                + business.getKey()
                                + "': make another member its owner first, or end it");
            }
        }
    }
}
