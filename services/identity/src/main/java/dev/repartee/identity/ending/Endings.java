package dev.repartee.identity.ending;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which businesses end, and when. Until its time has come a business goes on as it was, so that its
 * people can take along what is theirs. Every call blocks. Thread-safe.
 */
public final class Endings {

    /** For so long messages of it may come back from the log, and are erased again. */
    static final Duration ECHO = Duration.ofDays(8);

    private static final String SELECT =
            "SELECT tenant_id, ends_at, ending_asked_by, ended_at FROM tenants WHERE ";

    private final Database database;
    private final EndingConfig config;
    private final Clock clock;

    public Endings(Database database, EndingConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Asks for the end of a business; of one that ends already the day stays.
     *
     * @param askedBy as {@link Ending#askedBy}
     * @throws ReparteeException with {@link ErrorCode#NOT_FOUND} when there is no such business
     */
    public Ending begin(TenantId tenant, String askedBy) {
        database.everywhere(
                connection ->
                        Sql.update(
                                connection,
                                "UPDATE tenants SET ends_at = ?, ending_asked_by = ?"
                                        + " WHERE tenant_id = ? AND ends_at IS NULL",
                                clock.instant().plus(config.grace()),
                                askedBy,
                                tenant.value()));
        return of(tenant)
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.NOT_FOUND,
                                        "there is no business '" + tenant + "'"));
    }

    /**
     * Takes it back.
     *
     * @param operator whether who runs the platform does so; each side takes back only what it
     *     asked for
     * @return false when there is nothing to take back (any more) for them
     */
    public boolean cancel(TenantId tenant, boolean operator) {
        return database.everywhere(
                        connection ->
                                Sql.update(
                                        connection,
                                        "UPDATE tenants SET ends_at = NULL, ending_asked_by = NULL"
                                                + " WHERE tenant_id = ? AND ends_at > ?"
                                                + " AND starts_with(ending_asked_by, 'operator:')"
                                                + " = ?",
                                        tenant.value(),
                                        clock.instant(),
                                        operator))
                > 0;
    }

    /** Whether, and when, a business ends. */
    public Optional<Ending> of(TenantId tenant) {
        return database.everywhere(
                connection ->
                        Sql.first(
                                connection,
                                SELECT + "tenant_id = ? AND ends_at IS NOT NULL",
                                Endings::ending,
                                tenant.value()));
    }

    /** Those to erase: whose time has come, and for a while those that were erased already. */
    List<Ending> due() {
        Instant now = clock.instant();
        return database.everywhere(
                connection ->
                        Sql.list(
                                connection,
                                SELECT
                                        + "ends_at <= ? AND (ended_at IS NULL OR ended_at > ?)"
                                        + " ORDER BY ends_at, tenant_id",
                                Endings::ending,
                                now,
                                now.minus(ECHO)));
    }

    /** From now on nobody gets in; nothing of it can be taken back. */
    void stop(TenantId tenant) {
        change("suspended_at = coalesce(suspended_at, ?), suspended_why = 'it was ended'", tenant);
    }

    /** It was erased. */
    void ended(TenantId tenant) {
        change("ended_at = coalesce(ended_at, ?), name = tenant_id", tenant);
    }

    private void change(String what, TenantId tenant) {
        database.everywhere(
                connection ->
                        Sql.update(
                                connection,
                                "UPDATE tenants SET " + what + " WHERE tenant_id = ?",
                                clock.instant(),
                                tenant.value()));
    }

    private static Ending ending(Row row) throws SQLException {
        return new Ending(
                new TenantId(row.text("tenant_id")),
                row.instant("ends_at"),
                row.text("ending_asked_by"),
                row.nullableInstant("ended_at"));
    }
}
