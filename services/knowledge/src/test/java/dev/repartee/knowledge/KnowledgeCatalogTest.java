package dev.repartee.knowledge;

import static dev.repartee.knowledge.DocumentFixture.ACME;
import static dev.repartee.knowledge.DocumentFixture.HELPER;
import static dev.repartee.knowledge.DocumentFixture.OTHER;
import static dev.repartee.knowledge.DocumentFixture.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KnowledgeCatalogTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final DocumentFixture fixture = new DocumentFixture();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void loadsOnceAndOnlyWhenAsked() {
        fixture.store.save(ACME, HELPER, draft("a", "The bell rings at noon."));
        try (KnowledgeCatalog catalog = catalog(10)) {
            assertThat(loads()).isZero();
            assertThat(found(catalog, ACME)).containsExactly("The bell rings at noon.");
            assertThat(found(catalog, ACME)).hasSize(1);
            assertThat(found(catalog, OTHER)).isEmpty();
            assertThat(loads()).isEqualTo(2);
        }
    }

    @Test
    void showsAChangeToTheNextQuestion() {
        fixture.store.save(ACME, HELPER, draft("a", "The bell rings at noon."));
        try (KnowledgeCatalog catalog = catalog(10)) {
            found(catalog, ACME);
            fixture.store.save(ACME, HELPER, draft("a", "The bell rings at midnight."));
            assertThat(found(catalog, ACME)).containsExactly("The bell rings at noon.");
            catalog.invalidate(ACME, HELPER);
            assertThat(found(catalog, ACME)).containsExactly("The bell rings at midnight.");
            fixture.store.delete(ACME, HELPER, "a");
            catalog.invalidateAll();
            assertThat(found(catalog, ACME)).isEmpty();
        }
    }

    @Test
    void keepsAnIndexWhoseDocumentsAreTheSame() {
        fixture.store.save(ACME, HELPER, draft("a", "The bell rings at noon."));
        try (KnowledgeCatalog catalog = catalog(10)) {
            found(catalog, ACME);
            catalog.invalidateAll();
            assertThat(found(catalog, ACME)).hasSize(1);
            assertThat(loads()).isEqualTo(1);
        }
    }

    @Test
    void keepsABoundedNumberAndLoadsTheOthersAgain() {
        fixture.store.save(ACME, HELPER, draft("a", "The bell rings at noon."));
        fixture.store.save(OTHER, HELPER, draft("a", "The bell is broken."));
        try (KnowledgeCatalog catalog = catalog(1)) {
            for (int i = 0; i < 3; i++) {
                assertThat(found(catalog, ACME)).containsExactly("The bell rings at noon.");
                assertThat(found(catalog, OTHER)).containsExactly("The bell is broken.");
            }
            assertThat(loads()).isEqualTo(6);
            assertThat(registry.get("repartee_knowledge_indexes").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void closesWhatItEvictsOnceNobodyUsesIt() {
        fixture.store.save(ACME, HELPER, draft("a", "The bell rings at noon."));
        try (KnowledgeCatalog catalog = catalog(1)) {
            KnowledgeIndex evicted =
                    catalog.ask(
                            ACME,
                            HELPER,
                            index -> {
                                found(catalog, OTHER);
                                assertThat(index.search("bell", 1)).hasSize(1);
                                return index;
                            });
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(isOpen(evicted)).isFalse());
        }
    }

    @Test
    void keepsAnsweringWhilePostgresIsGone() {
        fixture.store.save(ACME, HELPER, draft("a", "The bell rings at noon."));
        try (KnowledgeCatalog catalog = catalog(10)) {
            found(catalog, ACME);
            fixture.database.close();
            catalog.invalidateAll();

            assertThat(found(catalog, ACME)).containsExactly("The bell rings at noon.");
            assertThatExceptionOfType(ReparteeException.class)
                    .isThrownBy(() -> found(catalog, OTHER))
                    .satisfies(
                            fault ->
                                    assertThat(fault.code())
                                            .isEqualTo(ErrorCode.STORE_UNAVAILABLE));
            assertThat(registry.get("repartee_knowledge_load_failures").counter().count())
                    .isEqualTo(2);
        }
    }

    @Test
    void answersManyAtOnceWhileDocumentsChange() throws Exception {
        try (KnowledgeCatalog catalog = catalog(1);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            fixture.store.save(ACME, HELPER, draft("a", "The bell rings 0 times."));
            List<Callable<Integer>> askers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                TenantId tenant = i % 4 == 0 ? OTHER : ACME;
                askers.add(
                        () -> {
                            int answered = 0;
                            for (int n = 0; n < 100; n++) {
                                answered += found(catalog, tenant).size();
                            }
                            return answered;
                        });
            }
            List<Future<Integer>> running = askers.stream().map(threads::submit).toList();
            for (int i = 1; i <= 20; i++) {
                fixture.store.save(ACME, HELPER, draft("a", "The bell rings " + i + " times."));
                catalog.invalidateAll();
            }
            int answered = 0;
            for (Future<Integer> each : running) {
                answered += each.get();
            }
            assertThat(answered).isEqualTo(600);
            assertThat(found(catalog, ACME)).containsExactly("The bell rings 20 times.");
        }
    }

    private KnowledgeCatalog catalog(int most) {
        return new KnowledgeCatalog(
                fixture.store,
                new KnowledgeConfig(most, Duration.ofSeconds(5)),
                Clock.systemUTC(),
                registry);
    }

    private static List<String> found(KnowledgeCatalog catalog, TenantId tenant) {
        return catalog
                .ask(tenant, HELPER, index -> index.search("When does the bell ring?", 3))
                .stream()
                .map(Passage::text)
                .toList();
    }

    private long loads() {
        return registry.get("repartee_knowledge_load").timer().count();
    }

    private static boolean isOpen(KnowledgeIndex index) {
        boolean open = index.acquire();
        if (open) {
            index.close();
        }
        return open;
    }
}
