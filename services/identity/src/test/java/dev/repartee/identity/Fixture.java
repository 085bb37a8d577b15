package dev.repartee.identity;

import dev.repartee.contract.TenantId;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.testing.MovableClock;
import java.nio.file.Path;
import java.util.Set;

/** A migrated database with one tenant, and a clock that moves when told. */
final class Fixture implements AutoCloseable {

    static final TenantId ACME = new TenantId("acme");

    final Database database;
    final SecretBox box;
    final MovableClock clock = new MovableClock();
    final Tenants tenants;

    Fixture(Path folder) {
        database = MigratedDatabase.open(Schema.MAIN);
        box = new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key")));
        tenants = new Tenants(database);
        tenants.save(new Tenant(ACME, "Acme", Set.of("email"), "DE"));
    }

    @Override
    public void close() {
        database.close();
    }
}
