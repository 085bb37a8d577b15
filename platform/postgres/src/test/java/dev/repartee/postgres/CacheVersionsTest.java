package dev.repartee.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CacheVersionsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabase.open(TestDatabase.config());
        database.migrate(Schema.MAIN);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void callsAListenerAtFirstSightAndAfterEachChangeOfItsName() {
        CacheVersions versions = new CacheVersions(database, Duration.ofHours(1));
        List<Long> tenants = new CopyOnWriteArrayList<>();
        List<Long> assistants = new CopyOnWriteArrayList<>();
        versions.subscribe("tenants", tenants::add);
        versions.subscribe("assistants", assistants::add);
        versions.poll();
        versions.poll();
        assertThat(tenants).hasSize(1);

        TestDatabase.execute(database, "INSERT INTO tenants VALUES ('a', 'A'), ('b', 'B')");
        TestDatabase.execute(database, "UPDATE tenants SET name = 'C'");
        versions.poll();

        assertThat(tenants).hasSize(2);
        assertThat(assistants).hasSize(1);
    }

    @Test
    void callsAListenerAgainThatCouldNotReload() {
        CacheVersions versions = new CacheVersions(database, Duration.ofHours(1));
        AtomicInteger calls = new AtomicInteger();
        versions.subscribe(
                "tenants",
                version -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IllegalStateException("not now");
                    }
                });
        versions.poll();
        versions.poll();
        versions.poll();
        assertThat(calls).hasValue(2);
    }

    @Test
    void pollsByItselfUntilClosed() {
        AtomicInteger calls = new AtomicInteger();
        try (CacheVersions versions = new CacheVersions(database, Duration.ofMillis(10))) {
            versions.subscribe("documents", version -> calls.incrementAndGet());
            versions.start();
            await().atMost(PATIENCE).until(() -> calls.get() == 1);
        }
        try (CacheVersions neverStarted = new CacheVersions(database, Duration.ofMillis(10))) {
            neverStarted.subscribe("documents", version -> calls.incrementAndGet());
        }
        assertThat(calls).hasValue(1);
    }
}
