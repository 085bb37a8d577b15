package dev.repartee.identity.platform;

import static dev.repartee.identity.role.Permission.*;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.auditlog.AuditEntry;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.role.Guests;
import dev.repartee.identity.role.Permission;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Lets an operator look into a tenant: for a reason, for an hour at most, reading only, and every
 * step of it in the tenant's own audit log. Thread-safe.
 */
public final class GlassBreaks implements Guests {

    /** The name of these looks among the cache versions. */
    public static final String CACHE = "glass_breaks";

    /** The longest look. */
    public static final Duration LONGEST = Duration.ofHours(1);

    /** What the audit log has as status of a look: it is written before there is an answer. */
    public static final int LOOKED = 0;

    private static final int SHOWN = 500;

    /** Nothing that changes, gives away or takes out. */
    private static final Set<Permission> LOOKING =
            Collections.unmodifiableSet(
                    EnumSet.of(
                            MESSAGES_READ,
                            CONVERSATIONS_READ,
                            LEADS_READ,
                            FEEDBACK_READ,
                            ANALYTICS_READ,
                            USAGE_READ,
                            ASSISTANTS_READ,
                            DOCUMENTS_READ,
                            PROMPTS_READ,
                            EXPERIMENTS_READ,
                            TRAINING_READ,
                            TOOLS_READ,
                            SAFETY_READ,
                            CONSENT_READ,
                            TENANT_READ,
                            MEMBERS_READ,
                            ROLES_READ,
                            API_KEYS_READ));

    private final Database database;
    private final AuditLog log;
    private final Clock clock;

    // Replaced whole by refresh(); read by every thread.
    private volatile List<GlassBreak> snapshot = List.of();

    public GlassBreaks(Database database, AuditLog log, Clock clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /** Reads those that are open anew; blocks. On failure the old ones stay. */
    public void refresh() {
        snapshot =
                database.everywhere(
                        connection ->
                                Sql.list(
                                        connection,
                                        "SELECT * FROM glass_breaks WHERE ended_at IS NULL"
                                                + " AND ends_at > ?",
                                        GlassBreaks::glassBreak,
                                        clock.instant()));
    }

    @Override
    public Set<Permission> permissions(AccountPrincipal account) {
        Instant now = clock.instant();
        return snapshot.stream()
                        .anyMatch(
                                one ->
                                        one.operator().equals(account.account())
                                                && one.tenant().equals(account.tenant())
                                                && one.open(now))
                ? LOOKING
                : Set.of();
    }

    @Override
    public void look(AccountPrincipal account, String action, Look look) {
        append(account.tenant(), account.account(), action, look, LOOKED);
    }

    /**
     * Breaks the glass; blocks. It is in the tenant's audit log first, so that nobody gets in
     * unseen.
     *
     * @param lasting no longer than {@link #LONGEST}
     * @param origin the network address of the operator
     */
    public GlassBreak open(
            TenantId tenant, AccountId operator, String reason, Duration lasting, String origin) {
        if (!lasting.isPositive() || lasting.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a look lasts an hour at most, not " + lasting);
        }
        Instant now = clock.instant();
        GlassBreak made =
                new GlassBreak(
                        UUID.randomUUID().toString(),
                        tenant,
                        operator,
                        reason,
                        now,
                        now.plus(lasting),
                        null);
        append(tenant, operator, "break glass: " + reason, new Look(made.id(), origin), 201);
        database.everywhere(
                connection ->
                        Sql.update(
                                connection,
                                """
                                INSERT INTO glass_breaks
                                  (glass_id, tenant_id, account_id, reason, broken_at, ends_at)
                                VALUES (?, ?, ?, ?, ?, ?)
                                """,
                                made.id(),
                                tenant.value(),
                                operator.value(),
                                reason,
                                made.brokenAt(),
                                made.endsAt()));
        refresh();
        return made;
    }

    /** Ends a look of that operator early; blocks. Empty when none of theirs is open. */
    public Optional<GlassBreak> end(String id, AccountId operator, String origin) {
        Instant now = clock.instant();
        Optional<GlassBreak> ended =
                database.everywhere(
                        connection ->
                                Sql.first(
                                        connection,
                                        """
                                        UPDATE glass_breaks SET ended_at = ?
                                        WHERE glass_id = ? AND account_id = ?
                                          AND ended_at IS NULL AND ends_at > ?
                                        RETURNING *
                                        """,
                                        GlassBreaks::glassBreak,
                                        now,
                                        id,
                                        operator.value(),
                                        now));
        refresh();
        ended.ifPresent(
                one ->
                        append(
                                one.tenant(),
                                operator,
                                "end of the look",
                                new Look(id, origin),
                                204));
        return ended;
    }

    /** The operator's look of that name, if it is open. */
    public Optional<GlassBreak> find(String id, AccountId operator) {
        return database.everywhere(
                        connection ->
                                Sql.first(
                                        connection,
                                        "SELECT * FROM glass_breaks WHERE glass_id = ?"
                                                + " AND account_id = ?",
                                        GlassBreaks::glassBreak,
                                        id,
                                        operator.value()))
                .filter(one -> one.open(clock.instant()));
    }

    /** The last looks into a tenant, the newest first. */
    public List<GlassBreak> into(TenantId tenant) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                "SELECT * FROM glass_breaks WHERE tenant_id = ?"
                                        + " ORDER BY broken_at DESC LIMIT ?",
                                GlassBreaks::glassBreak,
                                tenant.value(),
                                SHOWN));
    }

    /** The last looks of all operators, the newest first. */
    public List<GlassBreak> all() {
        return database.everywhere(
                connection ->
                        Sql.list(
                                connection,
                                "SELECT * FROM glass_breaks ORDER BY broken_at DESC LIMIT ?",
                                GlassBreaks::glassBreak,
                                SHOWN));
    }

    private void append(TenantId tenant, AccountId operator, String action, Look look, int status) {
        log.append(
                new AuditEntry(
                        tenant,
                        clock.instant(),
                        "operator:" + operator,
                        action,
                        look.object(),
                        look.origin(),
                        status));
    }

    private static GlassBreak glassBreak(Row row) throws SQLException {
        return new GlassBreak(
                row.text("glass_id"),
                new TenantId(row.text("tenant_id")),
                new AccountId(row.text("account_id")),
                row.text("reason"),
                row.instant("broken_at"),
                row.instant("ends_at"),
                row.nullableInstant("ended_at"));
    }
}
