package dev.repartee.delivery;

import static dev.repartee.testing.Statements.number;

import dev.repartee.contract.UserKey;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.UserVault;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.embedded.Engine;
import dev.repartee.embedded.EngineAddresses;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.kafka.cluster.TopicSettings;
import dev.repartee.kafka.sender.StageSender;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.postgres.PostgresMessageStore;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Engines of one test class alone, which its tests break, and what is stored in them. */
final class DeliveryEngines implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofSeconds(60);

    final LogCluster log;
    final Database main;
    final UserVault vault;
    final MessageStore messages;
    final StageSender results;
    private final TestEngines.Isolated engines = TestEngines.isolated();
    private final Database keys;

    DeliveryEngines(Path folder) {
        log = LogCluster.of(addresses().kafka());
        try (TopicCreator topics = new TopicCreator(log, TopicSettings.EMBEDDED)) {
            topics.createCatalogue();
        }
        main = database("repartee", Schema.MAIN);
        keys = database("repartee_keys", Schema.KEYS);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        vault =
                new UserVault(
                        keys,
                        MasterKeyFile.readOrCreate(folder.resolve("master.key")),
                        VaultConfig.defaults(),
                        Clock.systemUTC(),
                        registry);
        messages = new PostgresMessageStore(main, vault, Clock.systemUTC());
        messages.prepare();
        results = new StageSender(log, "test-inference", registry);
    }

    EngineAddresses addresses() {
        return engines.engines().addresses();
    }

    Engine redis() {
        return engines.engines().redis();
    }

    Engine postgres() {
        return engines.engines().postgres();
    }

    /** How many replies wait for somebody. */
    long pendingRows(UserKey whose) {
        return rows("pending_replies", whose);
    }

    /** How many devices of somebody the store knows. */
    long devices(UserKey whose) {
        return rows("device_cursors", whose);
    }

    private long rows(String table, UserKey whose) {
        return number(
                main, "SELECT count(*) FROM " + table + " WHERE user_id = ?", whose.user().value());
    }

    private Database database(String name, Schema schema) {
        String full = addresses().postgres();
        int question = full.indexOf('?');
        String query = full.substring(question + 1);
        String url = full.substring(0, full.lastIndexOf('/', question)) + "/" + name;
        DatabaseConfig config =
                new DatabaseConfig(
                        url,
                        parameter(query, "user"),
                        parameter(query, "password"),
                        4,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5));
        Database.createIfAbsent(config);
        prepare(
                new DatabaseConfig(config.url(), config.user(), config.password(), 4, START, START),
                schema);
        return Database.open(config, new SimpleMeterRegistry());
    }

    /** With more patience than tests have that wait for the end of it. */
    private static void prepare(DatabaseConfig patient, Schema schema) {
        try (Database database = Database.open(patient, new SimpleMeterRegistry())) {
            database.migrate(schema);
        }
    }

    private static String parameter(String query, String name) {
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }

    @Override
    public void close() {
        results.close(LIMIT);
        main.close();
        keys.close();
        engines.close();
    }
}
