package dev.repartee.identity.passkey;

import dev.repartee.contract.AccountId;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code passkeys}. */
final class PasskeyTable {

    private static final String COLUMNS =
            "passkey_id, account_id, credential_id, public_key, signature_count, backup_eligible,"
                    + " backed_up, transports, name, created_at, last_used_at";

    private PasskeyTable() {}

    /**
     * What authenticators say of a passkey.
     *
     * @param account whose it is
     * @param credential what its authenticator calls it
     * @param publicKey in COSE
     * @param signatures how often it signed, zero from authenticators that don't count
     * @param backup whether a copy may be kept, and is
     * @param transports how the authenticator can be reached
     */
    record Key(
            AccountId account,
            byte[] credential,
            byte[] publicKey,
            long signatures,
            Backup backup,
            List<String> transports) {}

    /** False when the authenticator's name for it is taken. */
    static boolean insert(Connection connection, Passkey passkey, Key key) throws SQLException {
        return Sql.update(
                        connection,
                        """
                        INSERT INTO passkeys (passkey_id, account_id, credential_id, public_key,
                                              signature_count, backup_eligible, backed_up,
                                              transports, name, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (credential_id) DO NOTHING
                        """,
                        passkey.id(),
                        key.account().value(),
                        key.credential(),
                        key.publicKey(),
                        key.signatures(),
                        key.backup().eligible(),
                        key.backup().kept(),
                        key.transports(),
                        passkey.name(),
                        passkey.createdAt())
                > 0;
    }

    static List<Passkey> of(Connection connection, AccountId account) throws SQLException {
        return Sql.list(
                connection,
                "SELECT " + COLUMNS + " FROM passkeys WHERE account_id = ? ORDER BY created_at, 1",
                PasskeyTable::passkey,
                account.value());
    }

    static List<Key> keys(Connection connection, AccountId account) throws SQLException {
        return Sql.list(
                connection,
                "SELECT " + COLUMNS + " FROM passkeys WHERE account_id = ? ORDER BY created_at, 1",
                PasskeyTable::key,
                account.value());
    }

    static Optional<Key> key(Connection connection, byte[] credential) throws SQLException {
        return Sql.first(
                connection,
                "SELECT " + COLUMNS + " FROM passkeys WHERE credential_id = ?",
                PasskeyTable::key,
                credential);
    }

    /**
     * False when another use with the same or a later count came first, or when what never changes
     * about a passkey is another now.
     */
    static boolean used(
            Connection connection, byte[] credential, long signatures, Backup backup, Instant at)
            throws SQLException {
        return Sql.update(
                        connection,
                        """
                        UPDATE passkeys SET signature_count = ?, backed_up = ?, last_used_at = ?
                        WHERE credential_id = ? AND backup_eligible = ?
                          AND (signature_count < ? OR signature_count = 0)
                        """,
                        signatures,
                        backup.kept(),
                        at,
                        credential,
                        backup.eligible(),
                        signatures)
                > 0;
    }

    static boolean rename(Connection connection, AccountId account, String id, String name)
            throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE passkeys SET name = ? WHERE account_id = ? AND passkey_id = ?",
                        name,
                        account.value(),
                        id)
                > 0;
    }

    static boolean delete(Connection connection, AccountId account, String id) throws SQLException {
        return Sql.update(
                        connection,
                        "DELETE FROM passkeys WHERE account_id = ? AND passkey_id = ?",
                        account.value(),
                        id)
                > 0;
    }

    private static Passkey passkey(Row row) throws SQLException {
        return new Passkey(
                row.text("passkey_id"),
                row.text("name"),
                row.flag("backed_up"),
                row.instant("created_at"),
                row.nullableInstant("last_used_at"));
    }

    private static Key key(Row row) throws SQLException {
        return new Key(
                new AccountId(row.text("account_id")),
                row.bytes("credential_id"),
                row.bytes("public_key"),
                row.number("signature_count"),
                new Backup(row.flag("backup_eligible"), row.flag("backed_up")),
                row.texts("transports"));
    }
}
