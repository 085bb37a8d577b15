package dev.repartee.history;

import dev.repartee.contract.UserKey;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.UserVault;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.postgres.PostgresMessageStore;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;

/** A message store with its vault. */
final class Stores implements AutoCloseable {

    final Database main;
    final Database keys;
    final UserVault vault;
    final MessageStore messages;

    Stores(DatabaseConfig mainConfig, DatabaseConfig keysConfig, Path folder) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        main = Database.open(mainConfig, meters);
        keys = Database.open(keysConfig, meters);
        main.migrate(Schema.MAIN);
        keys.migrate(Schema.KEYS);
        vault =
                new UserVault(
                        keys,
                        MasterKeyFile.readOrCreate(folder.resolve("master.key")),
                        VaultConfig.defaults(),
                        Clock.systemUTC(),
                        meters);
        messages = new PostgresMessageStore(main, vault, Clock.systemUTC());
    }

    void erase(UserKey user) {
        vault.erase(user);
        messages.erase(user);
    }

    @Override
    public void close() {
        main.close();
        keys.close();
    }
}
