package dev.repartee.testing;

import dev.repartee.embedded.TestEngines;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * Databases for tests, each one the caller's alone, with a schema and nothing in it.
 *
 * <p>The migrations run once per schema in this JVM; what is given away are copies of what they
 * made. The role that they make belongs to the server, so it is there for every copy. A test of
 * migrating itself begins with {@link TestEngines#postgres()}.
 */
public final class MigratedDatabase {

    /** Nobody else knows them, so nobody is connected when they are copied. Owned by the class. */
    private static final Map<Schema, TestEngines.Database> MIGRATED = new EnumMap<>(Schema.class);

    private MigratedDatabase() {}

    /** Opened with the default bounds; the caller closes it. */
    public static Database open(Schema schema) {
        return open(schema, new SimpleMeterRegistry());
    }

    /** As {@link #open(Schema)}, and measured there. */
    public static Database open(Schema schema, MeterRegistry meters) {
        return Database.open(config(schema), meters);
    }

    /** Where such a database is, for tests that open it themselves, or more than once. */
    public static synchronized DatabaseConfig config(Schema schema) {
        return config(
                TestEngines.copyOf(MIGRATED.computeIfAbsent(schema, MigratedDatabase::migrated)));
    }

    private static TestEngines.Database migrated(Schema schema) {
        TestEngines.Database place = TestEngines.postgres();
        try (Database database = Database.open(config(place), new SimpleMeterRegistry())) {
            database.migrate(schema);
        }
        return place;
    }

    private static DatabaseConfig config(TestEngines.Database place) {
        return DatabaseConfig.defaults(place.url(), place.user(), place.password());
    }
}
