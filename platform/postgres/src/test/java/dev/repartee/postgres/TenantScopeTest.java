package dev.repartee.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One connection in the pool, so that whatever a scope left behind would be seen by the next. */
class TenantScopeTest {

    private static final TenantId ALPHA = new TenantId("alpha");
    private static final TenantId BETA = new TenantId("beta");

    private static Database database;

    @BeforeAll
    static void open() {
        DatabaseConfig config = TestDatabase.config();
        try (Database owner = TestDatabase.open(config)) {
            owner.migrate(Schema.MAIN);
            owner.migrate(Schema.MAIN);
        }
        database = TestDatabase.open(config.withConnections(1));
        TestDatabase.execute(
                database,
                "INSERT INTO tenants (tenant_id, name) VALUES ('alpha','A'),('beta','B')");
        TestDatabase.execute(
                database,
                "INSERT INTO assistants (tenant_id, assistant_id, definition)"
                        + " VALUES ('alpha','a','{}'),('beta','b','{}')");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void everyTableWithATenantIsNarrowed() {
        assertThat(
                        texts(
                                """
                                SELECT t.relname FROM pg_class t
                                JOIN pg_attribute c ON c.attrelid = t.oid AND c.attname = 'tenant_id'
                                WHERE t.relnamespace = 'public'::regnamespace
                                  AND t.relkind IN ('r', 'p') AND NOT t.relispartition
                                  AND NOT (t.relrowsecurity AND EXISTS (
                                      SELECT FROM pg_policy p WHERE p.polrelid = t.oid))
                                """))
                .isEmpty();
    }

    /** Whoever adds a table without a tenant has to say here why all tenants may share it. */
    @Test
    void tablesWithoutATenantAreOutOfReachWithinAScope() {
        List<String> shared =
                texts(
                        """
                        SELECT t.relname FROM pg_class t
                        WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p')
                          AND NOT t.relispartition AND NOT t.relrowsecurity
                          AND has_table_privilege('repartee_tenant', t.oid, 'SELECT')
                        """);
        // numbers that say only that something changed
        assertThat(shared).containsExactly("cache_versions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT tenant_id FROM assistants",
                "SELECT tenant_id FROM assistants WHERE tenant_id = 'beta' OR true",
                "SELECT tenant_id FROM tenants",
                "UPDATE assistants SET version = version RETURNING tenant_id"
            })
    void aScopeShowsOneTenantWhateverTheStatementSays(String sql) {
        assertThat(TenantScope.within(ALPHA, () -> texts(sql))).containsOnly("alpha");
        assertThat(TenantScope.within(BETA, () -> texts(sql))).containsOnly("beta");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO assistants (tenant_id, assistant_id, definition) VALUES"
                        + " ('beta','x','{}')",
                "UPDATE assistants SET tenant_id = 'beta'",
                "SELECT private_key FROM signing_keys",
                "SELECT password_hash FROM accounts",
                "DROP TABLE assistants",
                "ALTER TABLE assistants DISABLE ROW LEVEL SECURITY",
                "CREATE TABLE mine (x int)"
            })
    void aScopeRefusesWhatReachesFurther(String sql) {
        assertThatThrownBy(
                        () ->
                                TenantScope.within(
                                        ALPHA,
                                        () -> {
                                            TestDatabase.execute(database, sql);
                                            return sql;
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("42501");
        assertThat(texts("SELECT tenant_id FROM assistants ORDER BY 1"))
                .containsExactly("alpha", "beta");
    }

    @Test
    void theConnectionIsTheSystemsAgainAfterwards() {
        TenantScope.within(ALPHA, () -> texts("SELECT tenant_id FROM assistants"));
        assertThat(texts("SELECT current_user::text")).doesNotContain("repartee_tenant");
        assertThatThrownBy(
                        () ->
                                TenantScope.within(
                                        ALPHA,
                                        () -> texts("SELECT no_such_column FROM assistants")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(texts("SELECT tenant_id FROM assistants")).hasSize(2);
    }

    @Test
    void aTransactionIsNarrowedAsAWhole() {
        List<String> seen =
                TenantScope.within(
                        BETA,
                        () ->
                                database.transaction(
                                        connection -> {
                                            List<String> found =
                                                    texts(
                                                            connection,
                                                            "SELECT tenant_id FROM assistants");
                                            found.addAll(
                                                    texts(
                                                            connection,
                                                            "SELECT tenant_id FROM tenants"));
                                            return found;
                                        }));
        assertThat(seen).containsExactly("beta", "beta");
    }

    @Test
    void theSystemReachesEverythingEvenWithinAScope() {
        assertThat(
                        TenantScope.<List<String>, RuntimeException>within(
                                ALPHA,
                                () ->
                                        database.everywhere(
                                                connection ->
                                                        texts(
                                                                connection,
                                                                "SELECT tenant_id FROM"
                                                                        + " assistants"))))
                .hasSize(2);
    }

    /** So bulk writes for many tenants cost what they did before there were policies. */
    @Test
    void theStagesPlansHoldNoPolicy() {
        String sql =
                "EXPLAIN SELECT * FROM pending_replies WHERE tenant_id = 'x' AND user_id = 'u'";
        assertThat(String.join("\n", texts(sql))).doesNotContain("current_setting");
        assertThat(String.join("\n", TenantScope.within(ALPHA, () -> texts(sql))))
                .contains("current_setting");
    }

    private static List<String> texts(String sql) {
        return database.with(connection -> texts(connection, sql));
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
