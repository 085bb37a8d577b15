package dev.repartee.identity.session;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.AccessToken;
import dev.repartee.identity.AccessTokens;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.role.RoleId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is signed in where. Refresh tokens work once: a second use ends the login, since somebody
 * must hold a copy. Every call blocks. Thread-safe.
 */
public final class Logins {

    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
    private static final String REFRESH = "rpr_";
    private static final String COOKIE = "rpc_";
    private static final Duration TOUCH = Duration.ofMinutes(1);
    private static final int LONGEST = 256;

    private final Database database;
    private final AccessTokens tokens;
    private final Memberships memberships;
    private final RevokedLogins revoked;
    private final LoginConfig config;
    private final Clock clock;

    public Logins(
            Database database,
            AccessTokens tokens,
            Memberships memberships,
            RevokedLogins revoked,
            LoginConfig config,
            Clock clock) {
        this.database = database;
        this.tokens = tokens;
        this.memberships = memberships;
        this.revoked = revoked;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A sign-in that succeeded.
     *
     * @param account who
     * @param membership where, and as what
     * @param methods how they proved who they are
     * @param place from where
     * @param cookie whether a browser will hold it
     */
    public record Opening(
            AccountId account,
            Membership membership,
            List<Method> methods,
            Place place,
            boolean cookie) {}

    /** Begins a login. */
    public Granted open(Opening opening) {
        Instant now = clock.instant();
        Login login =
                new Login(
                        new LoginId(UUID.randomUUID().toString()),
                        opening.account(),
                        opening.membership().tenant(),
                        opening.cookie(),
                        opening.methods(),
                        opening.place(),
                        now,
                        now,
                        now,
                        now.plus(config.longest()));
        Secret secret = Secret.random(opening.cookie() ? COOKIE : REFRESH);
        database.transaction(
                connection -> {
                    LoginTable.purge(connection, now.minus(config.longest()));
                    crowdOut(connection, opening.account(), now);
                    LoginTable.insert(connection, login, opening.cookie() ? secret.hash() : null);
                    if (!opening.cookie()) {
                        LoginTable.insertToken(connection, login.id(), secret.hash(), now);
                    }
                    return login;
                });
        return granted(login, opening.membership().role(), secret);
    }

    /** Exchanges a refresh token for a new one and an access token. */
    public Refreshed refresh(String text) {
        if (!text.startsWith(REFRESH) || text.length() > LONGEST) {
            return new Refreshed.Refused();
        }
        Instant now = clock.instant();
        byte[] hash = Secret.hash(text);
        Secret next = Secret.random(REFRESH);
        Refreshed outcome =
                database.transaction(connection -> exchange(connection, hash, next, now));
        if (outcome instanceof Refreshed.Reused(Login login)) {
            LOG.atWarn()
                    .addKeyValue("login", login.id())
                    .addKeyValue("account", login.account())
                    .log("a refresh token came twice; its login was ended");
            revoked.refresh();
        }
        return outcome;
    }

    private Refreshed exchange(Connection connection, byte[] hash, Secret next, Instant now)
            throws SQLException {
        LoginTable.Token token = LoginTable.lockToken(connection, hash).orElse(null);
        if (token == null) {
            return new Refreshed.Refused();
        }
        Login login =
                LoginTable.standing(connection, token.login(), now, now.minus(config.idle()))
                        .orElse(null);
        if (login == null) {
            return new Refreshed.Refused();
        }
        if (token.used()) {
            end(connection, List.of(login.id()), "refresh token reused", now);
            return new Refreshed.Reused(login);
        }
        Optional<RoleId> role = roleOf(login);
        if (role.isEmpty()) {
            end(connection, List.of(login.id()), "no longer a member", now);
            return new Refreshed.Refused();
        }
        LoginTable.useToken(connection, hash, now);
        LoginTable.insertToken(connection, login.id(), next.hash(), now);
        LoginTable.touch(connection, login.id(), now);
        return new Refreshed.Renewed(granted(login, role.get(), next));
    }

    /** The login of a browser's cookie. */
    public Optional<Login> byCookie(String text) {
        if (!text.startsWith(COOKIE) || text.length() > LONGEST) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return database.with(
                connection -> {
                    Optional<Login> found =
                            LoginTable.byCookie(
                                    connection, Secret.hash(text), now, now.minus(config.idle()));
                    if (found.isPresent() && found.get().lastUsedAt().plus(TOUCH).isBefore(now)) {
                        LoginTable.touch(connection, found.get().id(), now);
                    }
                    return found;
                });
    }

    /** The login, while it stands. */
    public Optional<Login> find(LoginId id) {
        Instant now = clock.instant();
        return database.with(
                connection -> LoginTable.standing(connection, id, now, now.minus(config.idle())));
    }

    /** What somebody may do with a login now; empty when they are no member any more. */
    public Optional<RoleId> roleOf(Login login) {
        return memberships.of(login.account()).stream()
                .filter(one -> one.tenant().equals(login.tenant()))
                .map(Membership::role)
                .findFirst();
    }

    /** An access token for a browser that holds a cookie. */
    public AccessToken access(Login login, RoleId role) {
        return tokens.mint(login.tenant(), login.account(), role, login.id(), login.provenAt());
    }

    /** Where somebody is signed in, the last used first. */
    public List<Login> of(AccountId account) {
        Instant now = clock.instant();
        return database.with(
                connection -> LoginTable.of(connection, account, now, now.minus(config.idle())));
    }

    /** Notes that somebody proved anew who they are. */
    public void proven(LoginId id, List<Method> methods) {
        Instant now = clock.instant();
        database.with(
                connection -> {
                    LoginTable.prove(connection, id, methods, now);
                    return id;
                });
    }

    /**
     * Dangerous actions begin with this.
     *
     * @throws ReparteeException with {@link ErrorCode#STEP_UP_REQUIRED} when the last proof is too
     *     old
     */
    public Login requireFresh(LoginId id) {
        Login login =
                find(id).orElseThrow(
                                () ->
                                        new ReparteeException(
                                                ErrorCode.UNAUTHENTICATED,
                                                "this sign-in was ended; sign in again"));
        if (!login.fresh(clock.instant(), config.fresh())) {
            throw new ReparteeException(
                    ErrorCode.STEP_UP_REQUIRED,
                    "prove again who you are, with POST /api/v1/session/step-up");
        }
        return login;
    }

    /** Ends one login of somebody; false when they have none of that id. */
    public boolean revoke(AccountId account, LoginId id, String why) {
        return revoke(account, why, login -> login.id().equals(id)) > 0;
    }

    /** Ends those logins of somebody, and tells how many. */
    public int revoke(AccountId account, String why, Predicate<Login> which) {
        Instant now = clock.instant();
        int ended =
                database.transaction(
                        connection -> {
                            List<LoginId> ids =
                                    LoginTable.of(
                                                    connection,
                                                    account,
                                                    now,
                                                    now.minus(config.idle()))
                                            .stream()
                                            .filter(which)
                                            .map(Login::id)
                                            .toList();
                            end(connection, ids, why, now);
                            return ids.size();
                        });
        if (ended > 0) {
            revoked.refresh();
        }
        return ended;
    }

    /**
     * Ends every login of somebody in one transaction with other work; what that throws keeps them.
     */
    public void revokeWith(AccountId account, String why, SqlWork<?> work) {
        Instant now = clock.instant();
        database.transaction(
                connection -> {
                    List<LoginId> ids =
                            LoginTable.of(connection, account, now, now.minus(config.idle()))
                                    .stream()
                                    .map(Login::id)
                                    .toList();
                    end(connection, ids, why, now);
                    work.with(connection);
                    return ids;
                });
        revoked.refresh();
    }

    private void crowdOut(Connection connection, AccountId account, Instant now)
            throws SQLException {
        List<Login> open =
                new ArrayList<>(LoginTable.of(connection, account, now, now.minus(config.idle())));
        while (open.size() >= config.perAccount()) {
            end(connection, List.of(open.removeLast().id()), "too many logins", now);
        }
    }

    private void end(Connection connection, List<LoginId> ids, String why, Instant now)
            throws SQLException {
        for (LoginId id : ids) {
            LoginTable.revoke(connection, id, why, now);
        }
        if (!ids.isEmpty()) {
            revoked.add(connection, ids);
        }
    }

    private Granted granted(Login login, RoleId role, Secret secret) {
        return new Granted(login, role, access(login, role), secret);
    }
}
