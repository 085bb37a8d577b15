package dev.repartee.identity.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.postgres.Sql;
import dev.repartee.testing.MigratedDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two businesses that prove one domain at the same moment. */
class DomainRaceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static Database database;
    private static Domains domains;

    private final String domain = "d" + UUID.randomUUID() + ".example";

    @BeforeAll
    static void open() {
        database = MigratedDatabase.open(Schema.MAIN);
        domains = new Domains(database, name -> List.of(), Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void whoIsSlowerIsToldThatTheDomainIsAnothersAndNotThatSomethingBroke() {
        TenantId faster = claimed();
        TenantId slower = claimed();

        CompletableFuture<Object> second =
                database.transaction(
                        connection -> {
                            Sql.update(
                                    connection,
                                    "UPDATE tenant_domains SET verified_at = now()"
                                            + " WHERE tenant_id = ? AND domain = ?",
                                    faster.value(),
                                    domain);
                            CompletableFuture<Object> waiting =
                                    CompletableFuture.supplyAsync(() -> confirmed(slower));
                            await().atMost(PATIENCE).until(DomainRaceTest::somebodyWaits);
                            return waiting;
                        });

        assertThat(second.join()).isEqualTo(ErrorCode.VERSION_CONFLICT);
        assertThat(domains.owns(faster, domain)).isTrue();
        assertThat(domains.owns(slower, domain)).isFalse();
    }

    private Object confirmed(TenantId tenant) {
        try {
            return domains.confirm(tenant, domain);
        } catch (ReparteeException e) {
            return e.code();
        }
    }

    private TenantId claimed() {
        TenantId tenant = new TenantId("t-" + UUID.randomUUID());
        new Tenants(database).save(new Tenant(tenant, "T", Set.of(), "US"));
        domains.claim(tenant, domain);
        return tenant;
    }

    private static boolean somebodyWaits() {
        return database.with(
                connection ->
                        Sql.first(
                                        connection,
                                        "SELECT 1 FROM pg_stat_activity"
                                                + " WHERE datname = current_database()"
                                                + " AND wait_event_type = 'Lock'",
                                        row -> true)
                                .isPresent());
    }
}
