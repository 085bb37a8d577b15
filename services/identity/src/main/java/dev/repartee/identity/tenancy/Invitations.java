package dev.repartee.identity.tenancy;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.role.RoleId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
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

    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_SECRET = 64;

    private final Database database;
    private final Memberships memberships;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

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
    public record Issued(Invitation invitation, String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Issued[" + invitation.id() + "]";
        }
    }

    /** Asks somebody; the mail is the caller's to send. */
    public Issued invite(TenantId tenant, EmailAddress email, RoleId role, String invitedBy) {
        Instant now = clock.instant();
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Invitation made =
                new Invitation(
                        UUID.randomUUID().toString(),
                        tenant,
                        email,
                        role,
                        invitedBy,
                        now,
                        now.plus(LIFETIME));
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

    /** Those that wait, the oldest first. */
    public List<Invitation> open(TenantId tenant) {
        return database.with(connection -> open(connection, tenant, clock.instant()));
    }

    /** Takes one back; false when there is none of that name. */
    public boolean revoke(TenantId tenant, String id) {
        return database.with(
                connection ->
                        Sql.update(
                                        connection,
                                        "DELETE FROM invitations WHERE tenant_id = ?"
                                                + " AND invitation_id = ? AND accepted_at IS NULL",
                                        tenant.value(),
                                        id)
                                > 0);
    }

    /** The invitation of a secret that may still be accepted. */
    public Optional<Invitation> find(String secret) {
        if (secret.length() > LONGEST_SECRET) {
            return Optional.empty();
        }
        return database.everywhere(
                connection ->
                        Sql.first(
                                connection,
                                "SELECT * FROM invitations WHERE token_hash = ?"
                                        + " AND accepted_at IS NULL AND expires_at > ?",
                                Invitations::invitation,
                                hash(secret),
                                clock.instant()));
    }

    /**
     * Makes the account a member. An invitation is accepted once: of two who try, one does. A role
     * that somebody has already is not taken from them.
     *
     * @return false when it can't be accepted (any more)
     */
    public boolean accept(String secret, AccountId account) {
        return find(secret)
                .map(
                        invitation ->
                                dev.repartee.postgres.TenantScope.<Boolean, RuntimeException>within(
                                        invitation.tenant(),
                                        () ->
                                                database.transaction(
                                                        connection ->
                                                                accept(
                                                                        connection,
                                                                        invitation,
                                                                        account))))
                .orElse(false);
    }

    private boolean accept(Connection connection, Invitation invitation, AccountId account)
            throws SQLException {
        Instant now = clock.instant();
        int accepted =
                Sql.update(
                        connection,
                        "UPDATE invitations SET accepted_at = ? WHERE tenant_id = ?"
                                + " AND invitation_id = ? AND accepted_at IS NULL"
                                + " AND expires_at > ?",
                        now,
                        invitation.tenant().value(),
                        invitation.id(),
                        now);
        if (accepted == 0) {
            return false;
        }
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
        return true;
    }

    private static int insert(Connection connection, Invitation made, String secret)
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
                hash(secret),
                made.invitedBy(),
                made.createdAt(),
                made.expiresAt());
    }

    private static List<Invitation> open(Connection connection, TenantId tenant, Instant now)
            throws SQLException {
        return Sql.list(
                connection,
                "SELECT * FROM invitations WHERE tenant_id = ? AND accepted_at IS NULL"
                        + " AND expires_at > ? ORDER BY created_at, invitation_id",
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

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
