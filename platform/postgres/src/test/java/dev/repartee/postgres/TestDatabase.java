package dev.repartee.postgres;

import dev.repartee.embedded.TestEngines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** Empty databases for tests. */
final class TestDatabase {

    private TestDatabase() {}

    static DatabaseConfig config() {
        TestEngines.Database place = TestEngines.postgres();
        return new DatabaseConfig(
                place.url(),
                place.user(),
                place.password(),
                4,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
    }

    static Database open(DatabaseConfig config) {
        return Database.open(config, new SimpleMeterRegistry());
    }

    static long number(Database database, String sql) {
        return database.with(
                connection -> {
                    try (var query = connection.prepareStatement(sql);
                            var rows = query.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                });
    }

    static void execute(Database database, String sql) {
        database.with(
                connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.execute(sql);
                    }
                });
    }
}
