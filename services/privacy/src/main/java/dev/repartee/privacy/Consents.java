package dev.repartee.privacy;

import dev.repartee.contract.UserKey;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/**
 * What users agreed to. Every answer is kept, as proof; the newest one counts. A purpose without an
 * answer is the business's to judge. Every call blocks. Thread-safe.
 */
public final class Consents {

    private static final int MOST = 1_000;

    private final Database database;
    private final Clock clock;

    public Consents(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes an answer. */
    public Consent record(UserKey user, Purpose purpose, boolean granted, String source) {
        Consent consent = new Consent(purpose, granted, source, clock.instant());
        database.with(
                connection ->
                        Sql.update(
                                connection,
                                """
                                INSERT INTO user_consents
                                  (tenant_id, user_id, purpose, recorded_at, granted, source)
                                VALUES (?, ?, ?, ?, ?, ?)
                                ON CONFLICT (tenant_id, user_id, purpose, recorded_at)
                                DO UPDATE SET granted = excluded.granted, source = excluded.source
                                """,
                                user.tenant().value(),
                                user.user().value(),
                                purpose.word(),
                                consent.recordedAt(),
                                granted,
                                source));
        return consent;
    }

    /** The answers that count: the newest of each purpose. */
    public List<Consent> current(UserKey user) {
        return list(
                user,
                "SELECT DISTINCT ON (purpose) * FROM user_consents WHERE tenant_id = ?"
                        + " AND user_id = ? ORDER BY purpose, recorded_at DESC LIMIT ?");
    }

    /** Every answer, the newest first, the last thousand at most. */
    public List<Consent> history(UserKey user) {
        return list(
                user,
                "SELECT * FROM user_consents WHERE tenant_id = ? AND user_id = ?"
                        + " ORDER BY recorded_at DESC, purpose LIMIT ?");
    }

    /** Forgets a user's answers; tells how many there were. */
    public int erase(UserKey user) {
        return database.with(
                connection ->
                        Sql.update(
                                connection,
                                "DELETE FROM user_consents WHERE tenant_id = ? AND user_id = ?",
                                user.tenant().value(),
                                user.user().value()));
    }

    private List<Consent> list(UserKey user, String sql) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                sql,
                                Consents::consent,
                                user.tenant().value(),
                                user.user().value(),
                                MOST));
    }

    private static Consent consent(Row row) throws SQLException {
        return new Consent(
                Purpose.of(row.text("purpose")).orElseThrow(),
                row.flag("granted"),
                row.text("source"),
                row.instant("recorded_at"));
    }
}
