package dev.repartee.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.embedded.TestEngines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void failsFastWhileTheServerIsGoneAndRecoversByItself() {
        try (TestEngines.Lone lone = TestEngines.lonePostgres()) {
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            DatabaseConfig config = DatabaseConfig.parse(lone.engine().address());
            try (Database database = Database.open(config, meters);
                    CacheVersions versions = new CacheVersions(database, Duration.ofMillis(50))) {
                database.migrate(Schema.MAIN);
                // engines for tests commit without waiting for the disk
                TestDatabase.execute(database, "CHECKPOINT");
                AtomicLong seen = new AtomicLong();
                versions.subscribe("tenants", seen::set);
                versions.start();
                await().atMost(PATIENCE).until(() -> seen.get() > 0);

                lone.engine().kill();
                DatabaseTest.assertUnavailable(() -> TestDatabase.number(database, "SELECT 1"));
                await().atMost(PATIENCE)
                        .until(() -> meters.get("repartee_postgres_up").gauge().value() == 0);
                long begin = System.nanoTime();
                int calls = 200;
                for (int i = 0; i < calls; i++) {
                    assertThat(database.ready()).isFalse();
                }
                // one caller a second waits two seconds for a connection, the others don't
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);

                lone.engine().start();
                await().atMost(PATIENCE).until(database::ready);
                long before = seen.get();
                TestDatabase.execute(database, "INSERT INTO tenants VALUES ('demo', 'Demo')");
                await().atMost(PATIENCE).until(() -> seen.get() > before);
                assertThat(meters.get("repartee_postgres_up").gauge().value()).isEqualTo(1);
            }
        }
    }

    @Test
    void letsOneCallerPerPauseProbe() {
        AtomicLong nanos = new AtomicLong();
        OutageGate gate = new OutageGate(Duration.ofSeconds(1), nanos::get);
        assertThat(gate.admits()).isTrue();
        assertThat(gate.admits()).isTrue();

        gate.failed();
        assertThat(gate.admits()).isFalse();
        nanos.set(Duration.ofSeconds(1).toNanos());
        assertThat(gate.admits()).isTrue();
        assertThat(gate.admits()).isFalse();
        gate.connected();
        assertThat(gate.admits()).isTrue();
        assertThat(gate.open()).isTrue();
    }
}
