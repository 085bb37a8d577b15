package dev.repartee.identity;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.crypto.SecretBox;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table {@code signing_keys}; private halves are wrapped before they leave the process. */
final class SigningKeyTable {

    private final Database database;
    private final SecretBox box;

    SigningKeyTable(Database database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    /** Keys that sign, or that were retired after the given moment; oldest first. */
    List<SigningKey> verifying(Instant retiredAfter) {
        return database.with(connection -> read(connection, retiredAfter));
    }

    /** Makes the first key unless there is one; of two processes at once, one does. */
    void ensureOne(Instant now) {
        database.transaction(
                connection -> {
                    lock(connection);
                    if (read(connection, now).isEmpty()) {
                        insert(connection, now);
                    }
                    return now;
                });
    }

    /** Makes a new key and retires the others at the given moment. */
    void rotate(Instant now, Instant othersRetireAt) {
        database.transaction(
                connection -> {
                    lock(connection);
                    Sql.update(
                            connection,
                            "UPDATE signing_keys SET retired_at = ? WHERE retired_at IS NULL",
                            othersRetireAt);
                    insert(connection, now);
                    return now;
                });
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE");
        }
    }

    private List<SigningKey> read(Connection connection, Instant retiredAfter) throws SQLException {
        return Sql.list(
                connection,
                """
                SELECT key_id, public_key, private_key, created_at, retired_at
                FROM signing_keys WHERE retired_at IS NULL OR retired_at > ?
                ORDER BY created_at
                """,
                this::key,
                retiredAfter);
    }

    private SigningKey key(Row row) throws SQLException {
        String id = row.text("key_id");
        try {
            return SigningKey.read(
                    id,
                    row.bytes("public_key"),
                    box.open(row.bytes("private_key"), name(id)),
                    row.instant("created_at"),
                    row.nullableInstant("retired_at"));
        } catch (GeneralSecurityException e) {
            throw new ReparteeException(
                    ErrorCode.INTERNAL, "signing key " + id + " can't be read", e);
        }
    }

    private void insert(Connection connection, Instant now) throws SQLException {
        KeyPair pair = generate();
        String id = UUID.randomUUID().toString();
        Sql.update(
                connection,
                """
                INSERT INTO signing_keys (key_id, public_key, private_key, created_at)
                VALUES (?, ?, ?, ?)
                """,
                id,
                pair.getPublic().getEncoded(),
                box.seal(pair.getPrivate().getEncoded(), name(id)),
                now);
    }

    private static String name(String id) {
        return "signing-key:" + id;
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }
}
