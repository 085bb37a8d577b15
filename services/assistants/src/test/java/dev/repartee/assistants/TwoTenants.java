package dev.repartee.assistants;

import dev.repartee.contract.TenantId;
import dev.repartee.embedded.TestEngines;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A database in which two tenants have no assistants yet. */
public final class TwoTenants implements AutoCloseable {

    public static final TenantId ACME = new TenantId("acme");
    public static final TenantId OTHER = new TenantId("other");

    /** When everything happens. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Database database = open();

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
        database.with(
                connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.execute(sql);
                    }
                });
    }

    private static Database open() {
        TestEngines.Database place = TestEngines.postgres();
        Database database =
                Database.open(
                        DatabaseConfig.defaults(place.url(), place.user(), place.password()),
                        new SimpleMeterRegistry());
        database.migrate(Schema.MAIN);
        return database;
    }

    @Override
    public void close() {
        database.close();
    }
}
