package dev.repartee.identity.session;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables {@code logins} and {@code refresh_tokens}. */
final class LoginTable {

    private static final String COLUMNS =
            "login_id, account_id, tenant_id, cookie_hash IS NOT NULL AS cookie, methods, device,"
                    + " address, created_at, last_used_at, proven_at, expires_at";
    private static final String STANDING =
            " revoked_at IS NULL AND expires_at > ? AND last_used_at > ?";

    private LoginTable() {}

    /** What is known of a refresh token. */
    record Token(LoginId login, boolean used) {}

    static void insert(Connection connection, Login login, byte @Nullable [] cookieHash)
            throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO logins (login_id, account_id, tenant_id, cookie_hash, methods, device,
                                    address, created_at, last_used_at, proven_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                login.id().value(),
                login.account().value(),
                login.tenant().value(),
                cookieHash,
                login.methods().stream().map(Method::word).toList(),
                login.place().device(),
                login.place().address(),
                login.createdAt(),
                login.lastUsedAt(),
                login.provenAt(),
                login.expiresAt());
    }

    static void insertToken(Connection connection, LoginId login, byte[] hash, Instant now)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO refresh_tokens (token_hash, login_id, created_at) VALUES (?, ?, ?)",
                hash,
                login.value(),
                now);
    }

    /** The token, with its login locked against other refreshes. */
    static Optional<Token> lockToken(Connection connection, byte[] hash) throws SQLException {
        Optional<String> login =
                Sql.first(
                        connection,
                        """
                        SELECT l.login_id FROM refresh_tokens t JOIN logins l USING (login_id)
                        WHERE t.token_hash = ? FOR UPDATE OF l
                        """,
                        row -> row.text("login_id"),
                        hash);
        if (login.isEmpty()) {
            return Optional.empty();
        }
        return Sql.first(
                connection,
                "SELECT login_id, used_at IS NOT NULL AS used FROM refresh_tokens WHERE"
                        + " token_hash = ?",
                row -> new Token(new LoginId(row.text("login_id")), row.flag("used")),
                hash);
    }

    static void useToken(Connection connection, byte[] hash, Instant now) throws SQLException {
        Sql.update(
                connection,
                "UPDATE refresh_tokens SET used_at = ? WHERE token_hash = ?",
                now,
                hash);
    }

    static Optional<Login> standing(
            Connection connection, LoginId id, Instant now, Instant usedAfter) throws SQLException {
        return Sql.first(
                connection,
                "SELECT " + COLUMNS + " FROM logins WHERE login_id = ? AND" + STANDING,
                LoginTable::login,
                id.value(),
                now,
                usedAfter);
    }

    static Optional<Login> byCookie(
            Connection connection, byte[] hash, Instant now, Instant usedAfter)
            throws SQLException {
        return Sql.first(
                connection,
                "SELECT " + COLUMNS + " FROM logins WHERE cookie_hash = ? AND" + STANDING,
                LoginTable::login,
                hash,
                now,
                usedAfter);
    }

    static List<Login> of(Connection connection, AccountId account, Instant now, Instant usedAfter)
            throws SQLException {
        return Sql.list(
                connection,
                "SELECT "
                        + COLUMNS
                        + " FROM logins WHERE account_id = ? AND"
                        + STANDING
                        + " ORDER BY last_used_at DESC, login_id",
                LoginTable::login,
                account.value(),
                now,
                usedAfter);
    }

    static void touch(Connection connection, LoginId id, Instant now) throws SQLException {
        Sql.update(
                connection,
                "UPDATE logins SET last_used_at = ? WHERE login_id = ?",
                now,
                id.value());
    }

    static void prove(Connection connection, LoginId id, List<Method> methods, Instant now)
            throws SQLException {
        Sql.update(
                connection,
                """
                UPDATE logins SET proven_at = ?,
                  methods = ARRAY(SELECT DISTINCT unnest(methods || ?) ORDER BY 1)
                WHERE login_id = ?
                """,
                now,
                methods.stream().map(Method::word).toList(),
                id.value());
    }

    static void revoke(Connection connection, LoginId id, String why, Instant now)
            throws SQLException {
        Sql.update(
                connection,
                "UPDATE logins SET revoked_at = ?, revoked_why = ? WHERE login_id = ?",
                now,
                why,
                id.value());
    }

    /** Forgets what ended long ago. */
    static int purge(Connection connection, Instant before) throws SQLException {
        return Sql.update(
                connection,
                "DELETE FROM logins WHERE expires_at < ? OR revoked_at < ?",
                before,
                before);
    }

    private static Login login(Row row) throws SQLException {
        return new Login(
                new LoginId(row.text("login_id")),
                new AccountId(row.text("account_id")),
                new TenantId(row.text("tenant_id")),
                row.flag("cookie"),
                row.texts("methods").stream().map(Method::of).toList(),
                new Place(row.text("address"), row.text("device")),
                row.instant("created_at"),
                row.instant("last_used_at"),
                row.instant("proven_at"),
                row.instant("expires_at"));
    }
}
