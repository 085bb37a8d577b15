package dev.repartee.messages.postgres;

import dev.repartee.contract.UserKey;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.UserVault;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.messages.Events;
import dev.repartee.messages.MessageStore;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;

/** A store on two databases of its own. */
final class Fixture implements AutoCloseable {

    static final Clock CLOCK = Clock.fixed(Events.NOW, ZoneOffset.UTC);

    final Database main = MigratedDatabase.open(Schema.MAIN);
    final Database keys = MigratedDatabase.open(Schema.KEYS);
    final MasterKeyFile masterKey = MasterKeyFile.readOrCreate(folder().resolve("master.key"));
    final UserVault vault = vault();
    final MessageStore store = store(vault);

    /** Another process's vault on the same databases. */
    UserVault vault() {
        return new UserVault(
                keys, masterKey, VaultConfig.defaults(), CLOCK, new SimpleMeterRegistry());
    }

    /** Another process's store on the same databases. */
    MessageStore store(UserVault own) {
        return new PostgresMessageStore(main, own, CLOCK);
    }

    void erase(UserKey user) {
        vault.erase(user, Events.NOW);
        store.erase(user);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("master-key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        main.close();
        keys.close();
    }
}
