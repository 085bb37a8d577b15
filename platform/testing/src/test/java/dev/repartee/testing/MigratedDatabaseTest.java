package dev.repartee.testing;

import static dev.repartee.testing.Statements.execute;
import static dev.repartee.testing.Statements.number;
import static dev.repartee.testing.Statements.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.TenantId;
import dev.repartee.embedded.TestEngines;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import dev.repartee.postgres.TenantScope;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigratedDatabaseTest {

    private static final String HISTORY =
            "SELECT string_agg(h::text, ';' ORDER BY installed_rank) FROM flyway_schema_history h";

    @Test
    void eachCallerHasOneOfItsOwn() {
        try (Database one = MigratedDatabase.open(Schema.MAIN);
                Database other = MigratedDatabase.open(Schema.MAIN)) {
            execute(one, "INSERT INTO tenants (tenant_id, name) VALUES (?, 'A')", "alpha");

            assertThat(number(one, "SELECT count(*) FROM tenants")).isEqualTo(1);
            assertThat(number(other, "SELECT count(*) FROM tenants")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMigrationsRanOnceAndAreKnownToHaveRun(Schema schema) {
        try (Database one = MigratedDatabase.open(schema);
                Database other = MigratedDatabase.open(schema)) {
            String ran = text(one, HISTORY);
            other.migrate(schema);

            assertThat(text(other, HISTORY)).isEqualTo(ran);
        }
    }

    /** All that decides who may do what: tables, policies and privileges. */
    @ParameterizedTest
    @EnumSource
    void aCopyIsWhatTheMigrationsMake(Schema schema) {
        TestEngines.Database place = TestEngines.postgres();
        DatabaseConfig empty = DatabaseConfig.defaults(place.url(), place.user(), place.password());
        try (Database made = Database.open(empty, new SimpleMeterRegistry());
                Database copy = MigratedDatabase.open(schema)) {
            made.migrate(schema);

            assertThat(shape(copy)).isEqualTo(shape(made)).contains("_pkey");
        }
    }

    @Test
    void aScopeShowsOneTenantInACopyToo() {
        try (Database database = MigratedDatabase.open(Schema.MAIN)) {
            execute(
                    database,
                    "INSERT INTO tenants (tenant_id, name) VALUES ('alpha', 'A'), ('beta', 'B')");

            String seen =
                    TenantScope.within(
                            new TenantId("alpha"),
                            () -> text(database, "SELECT string_agg(tenant_id, ',') FROM tenants"));

            assertThat(seen).isEqualTo("alpha");
        }
    }

    @Test
    void aQueryThatFindsNothingSaysSo() {
        try (Database database = MigratedDatabase.open(Schema.KEYS)) {
            assertThatThrownBy(() -> text(database, "SELECT user_id FROM user_keys"))
                    .hasMessage("no row: SELECT user_id FROM user_keys");
        }
    }

    private static String shape(Database database) {
        return text(
                database,
                """
                SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
                    SELECT concat_ws(' ', relname, relkind, relrowsecurity, relacl) AS line
                    FROM pg_class WHERE relnamespace = 'public'::regnamespace
                    UNION ALL
                    SELECT concat_ws(' ', polname, polrelid::regclass, polroles::regrole[],
                        pg_get_expr(polqual, polrelid))
                    FROM pg_policy
                    UNION ALL
                    SELECT pg_get_functiondef(oid)
                    FROM pg_proc WHERE pronamespace = 'public'::regnamespace) AS lines
                """);
    }
}
