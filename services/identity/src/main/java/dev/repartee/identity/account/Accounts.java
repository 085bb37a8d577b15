package dev.repartee.identity.account;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The accounts in PostgreSQL. Every call blocks. Thread-safe. */
public final class Accounts {

    private static final String COLUMNS =
            "account_id, email, name, password_hash, must_change, verified_at, disabled_at,"
                    + " created_at";

    private final Database database;
    private final Clock clock;

    public Accounts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What a new account begins with.
     *
     * @param email its address
     * @param name what people call them
     * @param passwordHash null when they sign in otherwise
     * @param mustChange whether the password was given by somebody else
     * @param verified whether the address is known to be theirs
     */
    public record Draft(
            EmailAddress email,
            String name,
            @Nullable String passwordHash,
            boolean mustChange,
            boolean verified) {

        /** Without the hash. */
        @Override
        public String toString() {
            return "Draft[" + email + "]";
        }
    }

    /** The account of that id. */
    public Optional<Account> find(AccountId id) {
        return database.with(
                connection ->
                        Sql.first(
                                connection,
                                "SELECT " + COLUMNS + " FROM accounts WHERE account_id = ?",
                                Accounts::account,
                                id.value()));
    }

    /** The account of that address. */
    public Optional<Account> find(EmailAddress email) {
        return database.with(
                connection ->
                        Sql.first(
                                connection,
                                "SELECT " + COLUMNS + " FROM accounts WHERE email = ?",
                                Accounts::account,
                                email.value()));
    }

    /** Makes an account; empty when the address has one. */
    public Optional<Account> create(Draft draft) {
        return database.with(connection -> create(connection, draft));
    }

    /** The same within a transaction. */
    public Optional<Account> create(Connection connection, Draft draft) throws SQLException {
        Instant now = clock.instant();
        return Sql.first(
                connection,
                """
                INSERT INTO accounts (account_id, email, name, password_hash, must_change,
                                      verified_at, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (email) DO NOTHING
                RETURNING\s"""
                        + COLUMNS,
                Accounts::account,
                UUID.randomUUID().toString(),
                draft.email().value(),
                draft.name(),
                draft.passwordHash(),
                draft.mustChange(),
                draft.verified() ? now : null,
                now);
    }

    /**
     * Replaces the password.
     *
     * @param mustChange whether its owner has to choose another at the next sign-in
     */
    public void setPassword(AccountId id, String hash, boolean mustChange) {
        change(
                id,
                "UPDATE accounts SET password_hash = ?, must_change = ? WHERE account_id = ?",
                hash,
                mustChange);
    }

    /** Replaces a hash by a better one of the same password, unless it was changed meanwhile. */
    public void rehash(AccountId id, String oldHash, String newHash) {
        database.with(
                connection ->
                        Sql.update(
                                connection,
                                "UPDATE accounts SET password_hash = ? WHERE account_id = ? AND"
                                        + " password_hash = ?",
                                newHash,
                                id.value(),
                                oldHash));
    }

    /** Notes that the address is its owner's. */
    public void verify(AccountId id) {
        change(
                id,
                "UPDATE accounts SET verified_at = coalesce(verified_at, ?) WHERE account_id = ?",
                clock.instant());
    }

    /** Replaces the address by one that was verified; false when another account has it. */
    public boolean changeEmail(AccountId id, EmailAddress email) {
        return database.with(
                        connection ->
                                Sql.update(
                                        connection,
                                        """
                                        UPDATE accounts SET email = ?, verified_at = ?
                                        WHERE account_id = ? AND NOT EXISTS
                                          (SELECT 1 FROM accounts WHERE email = ?)
                                        """,
                                        email.value(),
                                        clock.instant(),
                                        id.value(),
                                        email.value()))
                > 0;
    }

    /** Removes the account with everything that hangs on it, within a transaction. */
    public void delete(Connection connection, AccountId id) throws SQLException {
        Sql.update(connection, "DELETE FROM accounts WHERE account_id = ?", id.value());
    }

    private void change(AccountId id, String sql, @Nullable Object... values) {
        @Nullable Object[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = id.value();
        if (database.with(connection -> Sql.update(connection, sql, all)) == 0) {
            throw new ReparteeException(ErrorCode.NOT_FOUND, "there is no such account");
        }
    }

    private static Account account(Row row) throws SQLException {
        return new Account(
                new AccountId(row.text("account_id")),
                new EmailAddress(row.text("email")),
                row.text("name"),
                row.nullableText("password_hash"),
                row.flag("must_change"),
                row.nullableInstant("verified_at"),
                row.nullableInstant("disabled_at"),
                row.instant("created_at"));
    }
}
