package dev.repartee.identity.auditlog;

import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.auditlog.Verdict.Broken;
import dev.repartee.identity.auditlog.Verdict.Intact;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The record of what people did, one chain per tenant.
 *
 * <p>Within the database rows can be added, not changed. Who can change them all the same (an
 * administrator of the database) breaks the hashes; who writes the hashes anew, or cuts the end
 * off, can't make the seal of the last entry, for which the master key is needed. Thread-safe;
 * every method blocks.
 */
public final class AuditLog {

    private static final byte[] BEGINNING = new byte[32];
    private static final int PAGE = 1_000;

    private final Database database;
    private final SecretBox secrets;

    public AuditLog(Database database, SecretBox secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    private record Head(long sequence, byte[] hash, byte[] sealed) {}

    /** Adds an entry at the end of its tenant's chain. */
    public void append(AuditEntry entry) {
        database.transaction(
                connection -> {
                    Sql.list(
                            connection,
                            "SELECT pg_advisory_xact_lock(hashtext('audit_log'), hashtext(?))",
                            row -> row,
                            entry.tenant().value());
                    Optional<Head> head = head(connection, entry.tenant());
                    long sequence = head.map(Head::sequence).orElse(0L) + 1;
                    byte[] hash = entry.hash(head.map(Head::hash).orElse(BEGINNING), sequence);
                    insert(connection, entry, sequence, hash);
                    return Sql.update(
                            connection,
                            """
                            INSERT INTO audit_log_heads (tenant_id, sequence, hash, sealed)
                            VALUES (?, ?, ?, ?)
                            ON CONFLICT (tenant_id) DO UPDATE
                            SET sequence = excluded.sequence, hash = excluded.hash,
                                sealed = excluded.sealed
                            """,
                            entry.tenant().value(),
                            sequence,
                            hash,
                            secrets.seal(numbered(sequence, hash), purpose(entry.tenant())));
                });
    }

    /**
     * A page of the tenant's entries, the newest first.
     *
     * @param before only entries with smaller numbers
     */
    public List<ChainedEntry> newest(TenantId tenant, long before, int limit) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                "SELECT * FROM audit_log WHERE tenant_id = ? AND sequence < ?"
                                        + " ORDER BY sequence DESC LIMIT ?",
                                AuditLog::entry,
                                tenant.value(),
                                before,
                                limit));
    }

    /** Hands over all entries of a tenant in order, a page at a time. */
    public void forEach(TenantId tenant, Consumer<ChainedEntry> consumer) {
        long last = 0;
        List<ChainedEntry> page;
        do {
            long after = last;
            page =
                    database.with(
                            connection ->
                                    Sql.list(
                                            connection,
                                            "SELECT * FROM audit_log WHERE tenant_id = ?"
                                                    + " AND sequence > ? ORDER BY sequence LIMIT ?",
                                            AuditLog::entry,
                                            tenant.value(),
                                            after,
                                            PAGE));
            page.forEach(consumer);
            last = page.isEmpty() ? last : page.getLast().sequence();
        } while (page.size() == PAGE);
    }

    /** Every tenant that has a chain. */
    public List<TenantId> tenants() {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                "SELECT tenant_id FROM audit_log_heads"
                                        + " UNION SELECT tenant_id FROM audit_log ORDER BY 1",
                                row -> new TenantId(row.text("tenant_id"))));
    }

    /** Computes the chain anew and compares it with what is stored, and its end with the seal. */
    public Verdict verify(TenantId tenant) {
        ChainCheck check = new ChainCheck(BEGINNING);
        forEach(tenant, check::next);
        return check.fault()
                .<Verdict>map(fault -> new Broken(tenant, fault.sequence(), fault.detail()))
                .orElseGet(() -> sealed(tenant, check));
    }

    private Verdict sealed(TenantId tenant, ChainCheck check) {
        Optional<Head> head = database.with(connection -> head(connection, tenant));
        if (head.isEmpty()) {
            return check.count() == 0
                    ? new Intact(tenant, 0)
                    : new Broken(tenant, check.count(), "the seal of the last entry is gone");
        }
        byte[] expected = numbered(check.count(), check.last());
        try {
            return Arrays.equals(expected, secrets.open(head.get().sealed(), purpose(tenant)))
                    ? new Intact(tenant, check.count())
                    : new Broken(
                            tenant,
                            check.count() + 1,
                            "the seal is of entry "
                                    + head.get().sequence()
                                    + ", the chain ends at "
                                    + check.count());
        } catch (ReparteeException e) {
            return new Broken(tenant, check.count(), "the seal was not made with our master key");
        }
    }

    private static void insert(Connection connection, AuditEntry entry, long sequence, byte[] hash)
            throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO audit_log
                  (tenant_id, sequence, at, actor, action, object, origin, status, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                entry.tenant().value(),
                sequence,
                entry.at(),
                entry.actor(),
                entry.action(),
                entry.object(),
                entry.origin(),
                entry.status(),
                hash);
    }

    private static Optional<Head> head(Connection connection, TenantId tenant) throws SQLException {
        return Sql.first(
                connection,
                "SELECT sequence, hash, sealed FROM audit_log_heads WHERE tenant_id = ?",
                row -> new Head(row.number("sequence"), row.bytes("hash"), row.bytes("sealed")),
                tenant.value());
    }

    private static ChainedEntry entry(Row row) throws SQLException {
        return new ChainedEntry(
                row.number("sequence"),
                new AuditEntry(
                        new TenantId(row.text("tenant_id")),
                        row.instant("at"),
                        row.text("actor"),
                        row.text("action"),
                        row.text("object"),
                        row.text("origin"),
                        Math.toIntExact(row.number("status"))),
                HexFormat.of().formatHex(row.bytes("hash")));
    }

    private static byte[] numbered(long sequence, byte[] hash) {
        return ByteBuffer.allocate(Long.BYTES + hash.length).putLong(sequence).put(hash).array();
    }

    private static String purpose(TenantId tenant) {
        return "audit-log:" + tenant;
    }
}
