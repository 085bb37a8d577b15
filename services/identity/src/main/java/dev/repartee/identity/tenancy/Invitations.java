package dev.repartee.identity.tenancy;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.role.RoleId;
import dev.repartee.identity.session.Secret;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import dev.repartee.postgres.TenantScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks people to join. An address has one open invitation of a business at most: a new one replaces
 * it, so that older mails are worth nothing. Every method blocks; thread-safe.
 */
public final class Invitations {

    /** How long somebody has to accept. */
    public static final Duration LIFETIME = Duration.ofDays(7);

    /** Most that wait in one business. */
    public static final int MOST = 500;

    private static final String PREFIX = "rpi_";
    private static final int LONGEST_SECRET = 64;
    private static final String OPEN = " accepted_at IS NULL AND expires_at > ?";

    private final Database database;
    private final Memberships memberships;
    private final Clock clock;

    public Invitations(Database database, Memberships memberships, Clock clock) {
        this.database = database;
        this.memberships = memberships;
        this.clock = clock;
    }

    /**
     * An invitation that was just made.
     *
     * @param invitation what stays known of it
     * @param secret for the mail alone
     */
    public record Issued(Invitation invitation, Secret secret) {}

    /**
     * Somebody who joined.
     *
     * @param invitation what they accepted
     * @param account whose account is a member now
     */
    public record Joined(Invitation invitation, AccountId account) {}

    /** Whose account joins: found, or made, in the transaction that accepts. */
    @FunctionalInterface
    public interface Guest {

        /** The account; what it throws leaves the invitation open. */
        AccountId account(Connection connection, Invitation invitation) throws SQLException;
    }

    /**
     * Asks somebody; the mail is the caller's to send.
     *
     * @throws ReparteeException with {@link ErrorCode#RATE_LIMITED} when {@value #MOST} wait
     */
    public Issued invite(TenantId tenant, EmailAddress email, RoleId role, String invitedBy) {
        Instant now = clock.instant();
        Secret secret = Secret.random(PREFIX);
        Invitation made = draft(tenant, email, role, invitedBy, now);
        database.transaction(
                connection -> {
                    Sql.update(
                            connection,
                            "DELETE FROM invitations WHERE tenant_id = ? AND accepted_at IS NULL"
                                    + " AND (email = ? OR expires_at <= ?)",
                            tenant.value(),
                            email.value(),
                            now);
                    if (open(connection, tenant, now).size() >= MOST) {
                        throw new ReparteeException(
                                ErrorCode.RATE_LIMITED, MOST + " invitations wait already");
                    }
                    return insert(connection, made, secret);
                });
        return new Issued(made, secret);
    }

    /**
     * Asks somebody to own a business that nobody belongs to. Whoever was asked before is asked no
     * more, so that who runs the platform keeps no way in for later.
     *
     * @throws ReparteeException with {@link ErrorCode#NOT_FOUND} when there is no such business,
     *     with {@link ErrorCode#VERSION_CONFLICT} when somebody belongs to it
     */
    public Issued inviteFirstOwner(TenantId tenant, EmailAddress email, String invitedBy) {
        Secret secret = Secret.random(PREFIX);
        Invitation made = draft(tenant, email, Role.OWNER.id(), invitedBy, clock.instant());
        TenantScope.everywhere(
                () ->
                        database.transaction(
                                connection -> {
                                    requireEmpty(connection, tenant);
                                    Sql.update(
                                            connection,
                                            "DELETE FROM invitations WHERE tenant_id = ?",
                                            tenant.value());
                                    return insert(connection, made, secret);
                                }));
        return new Issued(made, secret);
    }

    /** The lock keeps everybody from joining until the transaction ends. */
    private static void requireEmpty(Connection connection, TenantId tenant) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM tenants WHERE tenant_id = ? FOR UPDATE", tenant)) {
            throw new ReparteeException(ErrorCode.NOT_FOUND, "there is no tenant '" + tenant + "'");
        }
        if (exists(connection, "SELECT 1 FROM memberships WHERE tenant_id = ? LIMIT 1", tenant)) {
            throw new ReparteeException(
                    ErrorCode.VERSION_CONFLICT,
                    "somebody belongs to this tenant: its owners invite whom they want");
        }
    }

    private static boolean exists(Connection connection, String sql, TenantId tenant)
            throws SQLException {
        return Sql.first(connection, sql, row -> true, tenant.value()).isPresent();
    }

    private static Invitation draft(
            TenantId tenant, EmailAddress email, RoleId role, String invitedBy, Instant now) {
        return new Invitation(
                UUID.randomUUID().toString(),
                tenant,
                email,
                role,
                invitedBy,
                now,
                now.plus(LIFETIME));
    }

    /**
     * Gives an open invitation a new secret and a new week, for another mail; what the mail before
     * says is worth nothing from then on.
     */
    public Optional<Issued> renew(Invitation invitation) {
        Instant now = clock.instant();
        Secret secret = Secret.random(PREFIX);
        return database.with(
                        connection ->
                                Sql.first(
                                        connection,
                                        "UPDATE invitations SET token_hash = ?, expires_at = ?"
                                                + " WHERE tenant_id = ? AND invitation_id = ? AND"
                                                + OPEN
                                                + " RETURNING *",
                                        Invitations::invitation,
                                        secret.hash(),
                                        now.plus(LIFETIME),
                                        invitation.tenant().value(),
                                        invitation.id(),
                                        now))
                .map(renewed -> new Issued(renewed, secret));
    }

    /** Those that wait, the oldest first. */
    public List<Invitation> open(TenantId tenant) {
        return database.with(connection -> open(connection, tenant, clock.instant()));
    }

    /** The one of that name, while it waits. */
    public Optional<Invitation> find(TenantId tenant, String id) {
        return open(tenant).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** Takes one back; false when somebody was faster. */
    public boolean revoke(Invitation invitation) {
        return database.with(
                connection ->
                        Sql.update(
                                        connection,
                                        "DELETE FROM invitations WHERE tenant_id = ?"
                                                + " AND invitation_id = ? AND accepted_at IS NULL",
                                        invitation.tenant().value(),
                                        invitation.id())
                                > 0);
    }

    /** The invitation of a secret that may still be accepted. */
    public Optional<Invitation> find(String secret) {
        return database.everywhere(connection -> find(connection, secret, ""));
    }

    /**
     * Makes a guest a member. An invitation is accepted once: of two who try, one does. A role that
     * somebody has already is not taken from them.
     *
     * @return empty when it can't be accepted (any more)
     */
    public Optional<Joined> accept(String secret, Guest guest) {
        return TenantScope.everywhere(
                () ->
                        database.transaction(
                                connection -> {
                                    Optional<Invitation> waiting =
                                            find(connection, secret, " FOR UPDATE");
                                    return waiting.isEmpty()
                                            ? Optional.empty()
                                            : Optional.of(accept(connection, waiting.get(), guest));
                                }));
    }

    private Joined accept(Connection connection, Invitation invitation, Guest guest)
            throws SQLException {
        AccountId account = guest.account(connection, invitation);
        Sql.update(
                connection,
                "UPDATE invitations SET accepted_at = ? WHERE tenant_id = ? AND invitation_id = ?",
                clock.instant(),
                invitation.tenant().value(),
                invitation.id());
        boolean member =
                Sql.first(
                                connection,
                                "SELECT role FROM memberships"
                                        + " WHERE tenant_id = ? AND account_id = ?",
                                row -> row.text("role"),
                                invitation.tenant().value(),
                                account.value())
                        .isPresent();
        if (!member) {
            memberships.put(
                    connection, account, new Membership(invitation.tenant(), invitation.role()));
        }
        return new Joined(invitation, account);
    }

    private Optional<Invitation> find(Connection connection, String secret, String lock)
            throws SQLException {
        return secret.length() > LONGEST_SECRET
                ? Optional.empty()
                : Sql.first(
                        connection,
                        "SELECT * FROM invitations WHERE token_hash = ? AND" + OPEN + lock,
                        Invitations::invitation,
                        Secret.hash(secret),
                        clock.instant());
    }

    private static int insert(Connection connection, Invitation made, Secret secret)
            throws SQLException {
        return Sql.update(
                connection,
                """
                INSERT INTO invitations (invitation_id, tenant_id, email, role, token_hash,
                                         invited_by, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                made.id(),
                made.tenant().value(),
                made.email().value(),
                made.role().value(),
                secret.hash(),
                made.invitedBy(),
                made.createdAt(),
                made.expiresAt());
    }

    private static List<Invitation> open(Connection connection, TenantId tenant, Instant now)
            throws SQLException {
        return Sql.list(
                connection,
                "SELECT * FROM invitations WHERE tenant_id = ? AND"
                        + OPEN
                        + " ORDER BY created_at, invitation_id",
                Invitations::invitation,
                tenant.value(),
                now);
    }

    private static Invitation invitation(Row row) throws SQLException {
        return new Invitation(
                row.text("invitation_id"),
                new TenantId(row.text("tenant_id")),
                new EmailAddress(row.text("email")),
                new RoleId(row.text("role")),
                row.text("invited_by"),
                row.instant("created_at"),
                row.instant("expires_at"));
    }
}
