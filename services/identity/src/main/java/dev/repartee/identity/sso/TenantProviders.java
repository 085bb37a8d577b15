package dev.repartee.identity.sso;

import dev.repartee.contract.TenantId;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.provider.ProviderId;
import dev.repartee.identity.role.RoleId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * The identity providers of businesses, one each. The client's secret is wrapped by the master key.
 * Every call blocks. Thread-safe.
 */
public final class TenantProviders {

    private final Database database;
    private final SecretBox box;
    private final Clock clock;

    public TenantProviders(Database database, SecretBox box, Clock clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
    }

    /** That of a business. */
    public Optional<TenantProvider> of(TenantId tenant) {
        return database.with(
                connection ->
                        Sql.first(
                                connection,
                                "SELECT * FROM tenant_providers WHERE tenant_id = ?",
                                this::provider,
                                tenant.value()));
    }

    /** The one of that name, whosever it is. */
    public Optional<TenantProvider> find(ProviderId id) {
        return database.everywhere(
                connection ->
                        Sql.first(
                                connection,
                                "SELECT * FROM tenant_providers WHERE provider_id = ?",
                                this::provider,
                                id.value()));
    }

    /** The provider of the business whose verified domain it is. */
    public Optional<TenantProvider> ofDomain(String domain) {
        return database.everywhere(
                connection ->
                        Sql.first(
                                connection,
                                """
                                SELECT p.* FROM tenant_providers p JOIN tenant_domains d
                                  USING (tenant_id)
                                WHERE d.domain = ? AND d.verified_at IS NOT NULL
                                """,
                                this::provider,
                                domain));
    }

    /** Sets it; its id stays, since the provider knows an address that holds it. */
    public TenantProvider put(TenantId tenant, TenantProvider.Terms terms, String clientSecret) {
        RoleId joinsAs = terms.joinsAs();
        database.with(
                connection ->
                        Sql.update(
                                connection,
                                """
                                INSERT INTO tenant_providers
                                  (tenant_id, provider_id, name, issuer, client_id, client_secret,
                                   trusts_addresses, joins_as, required, updated_at)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                ON CONFLICT (tenant_id) DO UPDATE
                                  SET name = excluded.name, issuer = excluded.issuer,
                                      client_id = excluded.client_id,
                                      client_secret = excluded.client_secret,
                                      trusts_addresses = excluded.trusts_addresses,
                                      joins_as = excluded.joins_as,
                                      required = excluded.required,
                                      updated_at = excluded.updated_at
                                """,
                                tenant.value(),
                                UUID.randomUUID().toString(),
                                terms.name(),
                                terms.issuer().toString(),
                                terms.clientId(),
                                box.seal(
                                        clientSecret.getBytes(StandardCharsets.UTF_8),
                                        purpose(tenant)),
                                terms.trustsAddresses(),
                                joinsAs == null ? null : joinsAs.value(),
                                terms.required(),
                                clock.instant()));
        return of(tenant).orElseThrow();
    }

    /** Takes it away; false when there is none. */
    public boolean remove(TenantId tenant) {
        return database.with(
                        connection ->
                                Sql.update(
                                        connection,
                                        "DELETE FROM tenant_providers WHERE tenant_id = ?",
                                        tenant.value()))
                > 0;
    }

    private TenantProvider provider(Row row) throws SQLException {
        TenantId tenant = new TenantId(row.text("tenant_id"));
        String joinsAs = row.nullableText("joins_as");
        return new TenantProvider(
                tenant,
                new ProviderId(row.text("provider_id")),
                new TenantProvider.Terms(
                        row.text("name"),
                        URI.create(row.text("issuer")),
                        row.text("client_id"),
                        row.flag("trusts_addresses"),
                        joinsAs == null ? null : new RoleId(joinsAs),
                        row.flag("required")),
                new TenantProvider.Secret(
                        new String(
                                box.open(row.bytes("client_secret"), purpose(tenant)),
                                StandardCharsets.UTF_8)),
                row.instant("updated_at"));
    }

    private static String purpose(TenantId tenant) {
        return "tenant-provider:" + tenant;
    }
}
