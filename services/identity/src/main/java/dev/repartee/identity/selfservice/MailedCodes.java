package dev.repartee.identity.selfservice;

import dev.repartee.contract.AccountId;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.session.Secret;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Codes in links of mails. Each works once; only its hash is stored. */
final class MailedCodes {

    private static final String PREFIX = "rpm_";

    private final Database database;
    private final SecretBox box;
    private final Clock clock;

    MailedCodes(Database database, SecretBox box, Clock clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
    }

    /** What a code is good for. */
    enum Purpose {
        REGISTRATION,
        PASSWORD_RESET,
        CHANGE_OF_EMAIL
    }

    record Taken<T>(@Nullable AccountId account, T payload) {}

    /** Makes a code. An account has one per purpose: a new one ends the one before. */
    Secret issue(Purpose purpose, @Nullable AccountId account, Object payload, Duration lifetime) {
        Secret secret = Secret.random(PREFIX);
        Instant now = clock.instant();
        byte[] sealed =
                box.seal(
                        JsonMapper.shared()
                                .writeValueAsString(payload)
                                .getBytes(StandardCharsets.UTF_8),
                        "mailed-code:" + purpose);
        database.transaction(
                connection -> {
                    Sql.update(connection, "DELETE FROM mailed_codes WHERE expires_at <= ?", now);
                    if (account != null) {
                        Sql.update(
                                connection,
                                "DELETE FROM mailed_codes WHERE purpose = ? AND account_id = ?",
                                purpose.name(),
                                account.value());
                    }
                    return Sql.update(
                            connection,
                            """
                            INSERT INTO mailed_codes
                              (code_hash, purpose, account_id, payload, expires_at)
                            VALUES (?, ?, ?, ?, ?)
                            """,
                            secret.hash(),
                            purpose.name(),
                            account == null ? null : account.value(),
                            sealed,
                            now.plus(lifetime));
                });
        return secret;
    }

    /** Looks at a code without spending it. */
    <T> Optional<Taken<T>> look(Purpose purpose, String code, Class<T> type) {
        return read(
                "SELECT account_id, payload FROM mailed_codes WHERE code_hash = ? AND purpose = ?"
                        + " AND expires_at > ?",
                purpose,
                code,
                type);
    }

    /** Spends a code; of two at once one gets it. */
    <T> Optional<Taken<T>> take(Purpose purpose, String code, Class<T> type) {
        return read(
                "DELETE FROM mailed_codes WHERE code_hash = ? AND purpose = ? AND expires_at > ?"
                        + " RETURNING account_id, payload",
                purpose,
                code,
                type);
    }

    private <T> Optional<Taken<T>> read(String sql, Purpose purpose, String code, Class<T> type) {
        return database.with(
                connection ->
                        Sql.first(
                                connection,
                                sql,
                                row -> {
                                    String account = row.nullableText("account_id");
                                    return new Taken<>(
                                            account == null ? null : new AccountId(account),
                                            JsonMapper.shared()
                                                    .readValue(
                                                            box.open(
                                                                    row.bytes("payload"),
                                                                    "mailed-code:" + purpose),
                                                            type));
                                },
                                Secret.hash(code),
                                purpose.name(),
                                clock.instant()));
    }
}
