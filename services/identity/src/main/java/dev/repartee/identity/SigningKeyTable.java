package dev.repartee.identity;

import static dev.repartee.identity.ApiKeyTable.column;
import static dev.repartee.identity.ApiKeyTable.instant;
import static dev.repartee.identity.ApiKeyTable.nullableInstant;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.crypto.SecretBox;
import dev.repartee.postgres.Database;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
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
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    "UPDATE signing_keys SET retired_at = ? WHERE retired_at IS"
                                            + " NULL")) {
                        statement.setObject(1, column(othersRetireAt));
                        statement.executeUpdate();
                    }
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
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT key_id, public_key, private_key, created_at, retired_at
                        FROM signing_keys WHERE retired_at IS NULL OR retired_at > ?
                        ORDER BY created_at
                        """)) {
            statement.setObject(1, column(retiredAfter));
            List<SigningKey> keys = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(key(rows));
                }
            }
            return keys;
        }
    }

    private SigningKey key(ResultSet rows) throws SQLException {
        String id = rows.getString("key_id");
        try {
            return SigningKey.read(
                    id,
                    rows.getBytes("public_key"),
                    box.open(rows.getBytes("private_key"), name(id)),
                    instant(rows, "created_at"),
                    nullableInstant(rows, "retired_at"));
        } catch (GeneralSecurityException e) {
            throw new ReparteeException(
                    ErrorCode.INTERNAL, "signing key " + id + " can't be read", e);
        }
    }

    private void insert(Connection connection, Instant now) throws SQLException {
        KeyPair pair = generate();
        String id = UUID.randomUUID().toString();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO signing_keys (key_id, public_key, private_key, created_at)
                        VALUES (?, ?, ?, ?)
                        """)) {
            statement.setString(1, id);
            statement.setBytes(2, pair.getPublic().getEncoded());
            statement.setBytes(3, box.seal(pair.getPrivate().getEncoded(), name(id)));
            statement.setObject(4, column(now));
            statement.executeUpdate();
        }
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
