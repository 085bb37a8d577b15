package dev.repartee.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

class TestEnginesTest {
    @Test
    void sharesOneBrokerAmongTests() throws Exception {
        String first = TestEngines.kafka();

        assertThat(TestEngines.kafka()).isEqualTo(first);
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, first))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    @Test
    void givesEachCallerAnEmptyDatabase() throws SQLException {
        TestEngines.Database one = TestEngines.postgres();
        TestEngines.Database other = TestEngines.postgres();
        execute(one.fullUrl(), "CREATE TABLE t (id int)");

        execute(other.fullUrl(), "CREATE TABLE t (id int)");
        try (Connection connection =
                DriverManager.getConnection(one.url(), one.user(), one.password())) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void givesACopyOfWhatADatabaseHadWhenEverybodyHadLeftIt() throws SQLException {
        TestEngines.Database original = TestEngines.postgres();
        execute(original.fullUrl(), "CREATE TABLE t (id int)");

        TestEngines.Database copy = TestEngines.copyOf(original);

        execute(copy.fullUrl(), "DROP TABLE t");
        execute(original.fullUrl(), "DROP TABLE t");
    }

    @Test
    void givesARedisAddressWithItsPassword() {
        URI redis = URI.create(TestEngines.redis());

        assertThat(redis.getScheme()).isEqualTo("redis");
        assertThat(redis.getUserInfo()).matches(":[0-9a-f]{36}");
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
