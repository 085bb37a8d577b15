package dev.repartee.app.node;

import dev.repartee.contract.ReparteeException;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.crypto.UserVault;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.postgres.CacheVersions;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * What lies in PostgreSQL, and the keys to it.
 *
 * @param main everything but the users' keys
 * @param keys the users' keys
 * @param versions tells caches that something was changed
 * @param vault a key per user
 * @param masterKey wraps all other keys
 * @param secrets wraps small secrets under the master key
 */
public record Stores(
        Database main,
        Database keys,
        CacheVersions versions,
        UserVault vault,
        MasterKeyFile masterKey,
        SecretBox secrets)
        implements AutoCloseable {

    private static final String MASTER_KEY = "master.key";
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration START_PATIENCE = Duration.ofSeconds(8);
    private static final Duration POLL = Duration.ofSeconds(1);

    /**
     * Opens both databases, creates what is missing and brings their schemas up to date.
     *
     * @throws RuntimeException saying which server does not answer
     */
    public static Stores open(
            EngineAccess engines, Path data, VaultConfig vault, Clock clock, MeterRegistry meters) {
        awaitServer(engines.main(), clock);
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
                masterKey,
                new SecretBox(masterKey));
    }

    /** A server that has just been started may need a moment before it lets anybody in. */
    private static void awaitServer(DatabaseConfig config, Clock clock) {
        Instant end = clock.instant().plus(START_PATIENCE);
        while (true) {
            try {
                Database.createIfAbsent(config);
                return;
            } catch (ReparteeException e) {
                if (clock.instant().isAfter(end)) {
                    throw new StartupException(ExitCode.ENGINE_UNREACHABLE, e.getMessage(), e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    @Override
    public void close() {
        versions.close();
        main.close();
        keys.close();
    }
}
