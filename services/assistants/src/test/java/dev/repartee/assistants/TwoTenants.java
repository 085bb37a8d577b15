package dev.repartee.assistants;

import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.testing.Statements;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A database in which two tenants have no assistants yet. */
public final class TwoTenants implements AutoCloseable {

    public static final TenantId ACME = new TenantId("acme");
    public static final TenantId OTHER = new TenantId("other");

    /** When everything happens. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Database database = MigratedDatabase.open(Schema.MAIN);

    public TwoTenants() {
        execute("INSERT INTO tenants (tenant_id, name) VALUES ('acme', 'A'), ('other', 'O')");
    }

    public Database database() {
        return database;
    }

    public AssistantStore store() {
        return new AssistantStore(database, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    public void execute(String sql) {
        Statements.execute(database, sql);
    }

    @Override
    public void close() {
        database.close();
    }
}
