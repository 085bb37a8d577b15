package dev.repartee.identity.federation;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.provider.Assertion;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whom accounts are at identity providers. Nothing of a provider's tokens is kept. Every call
 * blocks. Thread-safe.
 */
public final class Identities {

    private final Database database;
    private final Clock clock;

    public Identities(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The account of whom a provider means. */
    Optional<AccountId> find(Assertion assertion) {
        return database.everywhere(
                connection ->
                        Sql.first(
                                connection,
                                "SELECT account_id FROM external_identities WHERE authority = ?"
                                        + " AND subject = ?",
                                row -> new AccountId(row.text("account_id")),
                                assertion.authority(),
                                assertion.subject()));
    }

    /**
     * Lets somebody in through a provider from now on.
     *
     * @return false when they come in through it already
     * @throws ReparteeException with {@link ErrorCode#FORBIDDEN} when it is another account's
     *     identity
     */
    boolean link(Assertion assertion, AccountId account, String label) {
        int linked =
                database.everywhere(
                        connection ->
                                Sql.update(
                                        connection,
                                        """
                                        INSERT INTO external_identities
                                          (authority, subject, account_id, identity_id, label,
                                           created_at)
                                        VALUES (?, ?, ?, ?, ?, ?)
                                        ON CONFLICT (authority, subject) DO NOTHING
                                        """,
                                        assertion.authority(),
                                        assertion.subject(),
                                        account.value(),
                                        UUID.randomUUID().toString(),
                                        label,
                                        clock.instant()));
        if (linked == 0 && !find(assertion).equals(Optional.of(account))) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN, "this identity belongs to another account");
        }
        return linked > 0;
    }

    /** Somebody's, the oldest first. */
    public List<LinkedIdentity> of(AccountId account) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                """
                                SELECT identity_id, label, authority, created_at
                                FROM external_identities WHERE account_id = ?
                                ORDER BY created_at, identity_id
                                """,
                                row ->
                                        new LinkedIdentity(
                                                row.text("identity_id"),
                                                row.text("label"),
                                                row.text("authority"),
                                                row.instant("created_at")),
                                account.value()));
    }

    /** Takes one away; false when they have none of that id. */
    public boolean unlink(AccountId account, String id) {
        return database.with(
                        connection ->
                                Sql.update(
                                        connection,
                                        "DELETE FROM external_identities WHERE account_id = ?"
                                                + " AND identity_id = ?",
                                        account.value(),
                                        id))
                > 0;
    }
}
