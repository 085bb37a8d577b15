package dev.repartee.identity;

import dev.repartee.contract.TenantId;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.embedded.MovableClock;
import dev.repartee.embedded.TestEngines;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Set;

/** A migrated database with one tenant, and a clock that moves when told. */
final class Fixture implements AutoCloseable {

    static final TenantId ACME = new TenantId("acme");

    final Database database;
    final SecretBox box;
    final MovableClock clock = new MovableClock();
    final Tenants tenants;

    Fixture(Path folder) {
        TestEngines.Database place = TestEngines.postgres();
        database =
                Database.open(
                        DatabaseConfig.defaults(place.url(), place.user(), place.password()),
                        new SimpleMeterRegistry());
        database.migrate(Schema.MAIN);
        box = new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key")));
        tenants = new Tenants(database);
        tenants.save(new Tenant(ACME, "Acme", Set.of("email"), "DE"));
    }

    String textOf(String sql) {
        return database.with(
                connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet rows = statement.executeQuery(sql)) {
                        rows.next();
                        return rows.getString(1);
                    }
                });
    }

    @Override
    public void close() {
        database.close();
    }
}
