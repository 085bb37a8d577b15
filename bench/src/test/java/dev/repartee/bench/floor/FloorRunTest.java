package dev.repartee.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.embedded.EngineAddresses;
import dev.repartee.embedded.TestEngines;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FloorRunTest {

    private static final int RATE = 200;

    @Test
    void takesMessagesAllTheWayAndSaysWhatTheyCost() throws Exception {
        EngineAddresses engines =
                new EngineAddresses(
                        TestEngines.kafka(), TestEngines.postgres().fullUrl(), TestEngines.redis());
        Map<String, Long> someone = Map.of("someone", ProcessHandle.current().pid());

        FloorResult floor = new FloorRun(new FloorSpec(engines, someone, RATE, 3, 300)).run();

        assertThat(floor.rate()).isPositive();
        assertThat(floor.messages()).isPositive();
        assertThat(floor.microseconds()).isPositive();
        assertThat(floor.parts()).containsKeys("door", "claim", "work", "store", "end");
        assertThat(floor.parts()).doesNotContainKey("crowd");
        assertThat(floor.engines().get("someone")).isPositive();
        try (Connection connection = DriverManager.getConnection(engines.postgres());
                ResultSet tables =
                        connection.getMetaData().getTables(null, "public", "floor_%", null)) {
            assertThat(tables.next()).as("a table is left").isFalse();
        }
    }
}
