package dev.repartee.app.node;

import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.crypto.UserVault;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.postgres.CacheVersions;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * What lies in PostgreSQL, and the keys to it.
 *
 * @param main everything but the users' keys
 * @param keys the users' keys
 * @param versions tells caches that something was changed
 * @param vault a key per user
 * @param secrets wraps small secrets under the master key
 */
public record Stores(
        Database main, Database keys, CacheVersions versions, UserVault vault, SecretBox secrets)
        implements AutoCloseable {

    private static final String MASTER_KEY = "master.key";
    private static final Duration POLL = Duration.ofSeconds(1);

    /**
     * Opens both databases, creates what is missing and brings their schemas up to date.
     *
     * @throws RuntimeException saying which server does not answer
     */
    public static Stores open(
            EngineAccess engines, Path data, VaultConfig vault, Clock clock, MeterRegistry meters) {
        Database.createIfAbsent(engines.main());
        Database.createIfAbsent(engines.keys());
        Database main = Database.open(engines.main(), meters);
        Database keys = Database.open(engines.keys(), meters);
        main.migrate(Schema.MAIN);
        keys.migrate(Schema.KEYS);
        MasterKeyFile masterKey = MasterKeyFile.readOrCreate(data.resolve(MASTER_KEY));
        return new Stores(
                main,
                keys,
                new CacheVersions(main, POLL),
                new UserVault(keys, masterKey, vault, clock, meters),
                new SecretBox(masterKey));
    }

    @Override
    public void close() {
        versions.close();
        main.close();
        keys.close();
    }
}
