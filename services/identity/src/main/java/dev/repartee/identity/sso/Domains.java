package dev.repartee.identity.sso;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.session.Secret;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.RefusedData;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The mail domains of businesses. Anybody may claim any; a domain counts when its owner has put the
 * claim's challenge into the DNS, or an operator knows better, and then for one business only.
 * Every call blocks. Thread-safe.
 */
public final class Domains {

    /** Most that one business may claim. */
    public static final int MOST = 50;

    private final Database database;
    private final TxtRecords records;
    private final Clock clock;

    public Domains(Database database, TxtRecords records, Clock clock) {
        this.database = database;
        this.records = records;
        this.clock = clock;
    }

    /** Those that a business claims, by name. */
    public List<Domain> of(TenantId tenant) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                "SELECT * FROM tenant_domains WHERE tenant_id = ? ORDER BY domain",
                                Domains::domain,
                                tenant.value()));
    }

    /** One of them. */
    public Optional<Domain> find(TenantId tenant, String name) {
        return of(tenant).stream().filter(one -> one.name().equals(name)).findAny();
    }

    /**
     * Claims a domain, or tells the claim that there is.
     *
     * @throws ReparteeException with {@link ErrorCode#RATE_LIMITED} for too many of them
     */
    public Domain claim(TenantId tenant, String name) {
        Optional<Domain> known = find(tenant, name);
        if (known.isPresent()) {
            return known.get();
        }
        if (of(tenant).size() >= MOST) {
            throw new ReparteeException(
                    ErrorCode.RATE_LIMITED, "a business may claim " + MOST + " domains");
        }
        database.with(
                connection ->
                        Sql.update(
                                connection,
                                """
                                INSERT INTO tenant_domains (tenant_id, domain, challenge, claimed_at)
                                VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                                """,
                                tenant.value(),
                                name,
                                Secret.random("").text(),
                                clock.instant()));
        return find(tenant, name).orElseThrow();
    }

    /**
     * Looks into the DNS.
     *
     * @throws ReparteeException with {@link ErrorCode#NOT_FOUND} for a domain that was not claimed,
     *     with {@link ErrorCode#VERSION_CONFLICT} when the record is not there, or the domain is
     *     another business's
     */
    public Domain verify(TenantId tenant, String name) {
        Domain claimed = find(tenant, name).orElseThrow(() -> unclaimed(name));
        if (claimed.verifiedAt() == null
                && !records.of(claimed.recordName()).contains(claimed.recordText())) {
            throw new ReparteeException(
                    ErrorCode.VERSION_CONFLICT,
                    "the DNS has no TXT record '"
                            + claimed.recordText()
                            + "' at "
                            + claimed.recordName()
                            + " (yet)");
        }
        return confirm(tenant, name);
    }

    /** Takes an operator's word; throws as {@link #verify}, for what it can't know better. */
    public Domain confirm(TenantId tenant, String name) {
        boolean confirmed = settle(tenant, name);
        Domain claimed = find(tenant, name).orElseThrow(() -> unclaimed(name));
        if (!confirmed) {
            throw new ReparteeException(
                    ErrorCode.VERSION_CONFLICT, "the domain is another business's already");
        }
        return claimed;
    }

    /** False when another business has it; also one that gets it at this very moment. */
    private boolean settle(TenantId tenant, String name) {
        try {
            return database.everywhere(
                            connection ->
                                    Sql.update(
                                            connection,
                                            """
                                            UPDATE tenant_domains
                                            SET verified_at = coalesce(verified_at, ?)
                                            WHERE tenant_id = ? AND domain = ? AND NOT EXISTS
                                              (SELECT 1 FROM tenant_domains
                                               WHERE domain = ? AND verified_at IS NOT NULL
                                                 AND tenant_id <> ?)
                                            """,
                                            clock.instant(),
                                            tenant.value(),
                                            name,
                                            name,
                                            tenant.value()))
                    > 0;
        } catch (RefusedData refused) {
            if (refused.sqlState().equals(RefusedData.UNIQUE_VIOLATION)) {
                return false;
            }
            throw refused;
        }
    }

    /** Gives a domain up; false when it was not claimed. */
    public boolean remove(TenantId tenant, String name) {
        return database.with(
                        connection ->
                                Sql.update(
                                        connection,
                                        "DELETE FROM tenant_domains WHERE tenant_id = ? AND domain"
                                                + " = ?",
                                        tenant.value(),
                                        name))
                > 0;
    }

    /** Whether the domain is known to be the business's. */
    public boolean owns(TenantId tenant, String name) {
        return find(tenant, name).filter(one -> one.verifiedAt() != null).isPresent();
    }

    private static ReparteeException unclaimed(String name) {
        return new ReparteeException(
                ErrorCode.NOT_FOUND, "the domain '" + name + "' was not claimed");
    }

    private static Domain domain(Row row) throws SQLException {
        return new Domain(
                row.text("domain"),
                row.text("challenge"),
                row.instant("claimed_at"),
                row.nullableInstant("verified_at"));
    }
}
