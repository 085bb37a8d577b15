package dev.repartee.identity.session;

import dev.repartee.contract.LoginId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Logins that ended while access tokens of theirs may still be about, in memory: few, since each is
 * forgotten when its last token has expired. Thread-safe.
 */
public final class RevokedLogins implements Predicate<LoginId> {

    /** Their name among the cache versions. */
    public static final String CACHE = "revoked_logins";

    private final Database database;
    private final Duration keep;
    private final Clock clock;

    // Replaced whole by refresh(); read by every thread.
    private volatile Set<LoginId> snapshot = Set.of();

    /**
     * @param keep no less than the lifetime of an access token
     */
    public RevokedLogins(Database database, Duration keep, Clock clock) {
        this.database = database;
        this.keep = keep;
        this.clock = clock;
    }

    /** Reads them anew; blocks. On failure the old ones stay. */
    public void refresh() {
        snapshot =
                database
                        .with(
                                connection ->
                                        Sql.list(
                                                connection,
                                                "SELECT login_id FROM revoked_logins WHERE"
                                                        + " forget_at > ?",
                                                row -> new LoginId(row.text("login_id")),
                                                clock.instant()))
                        .stream()
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the login was ended. Memory only. */
    @Override
    public boolean test(LoginId login) {
        return snapshot.contains(login);
    }

    /** Notes them within the transaction that ends them; other processes know in a second. */
    void add(Connection connection, Collection<LoginId> logins) throws SQLException {
        Instant now = clock.instant();
        Sql.update(connection, "DELETE FROM revoked_logins WHERE forget_at <= ?", now);
        for (LoginId login : logins) {
            Sql.update(
                    connection,
                    "INSERT INTO revoked_logins (login_id, forget_at) VALUES (?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    login.value(),
                    now.plus(keep));
        }
    }
}
