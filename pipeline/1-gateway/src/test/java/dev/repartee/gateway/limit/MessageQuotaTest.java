package dev.repartee.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.gateway.limit.MessageQuota.Exhausted;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.quota.Quota;
import dev.repartee.identity.quota.Quotas;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageQuotaTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-05-01T23:59:20Z"));
    private Database database;
    private Quotas quotas;

    @BeforeEach
    void start() {
        database = MigratedDatabase.open(Schema.MAIN);
        Tenants tenants = new Tenants(database);
        tenants.save(new Tenant(ACME, "Acme", Set.of(), "US"));
        tenants.save(new Tenant(OTHER, "Other", Set.of(), "US"));
        quotas = new Quotas(database, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void refusesWhatIsTooMuchUntilTheNextMinuteAndDay() {
        quotas.set(ACME, Map.of(Quota.MESSAGES_PER_MINUTE, 2L, Quota.MESSAGES_PER_DAY, 3L));
        MessageQuota gateway = gateway();
        assertThat(gateway.take(ACME)).isEmpty();
        assertThat(gateway.take(ACME)).isEmpty();
        assertThat(gateway.take(ACME))
                .contains(new Exhausted(Quota.MESSAGES_PER_MINUTE, 2, Duration.ofSeconds(40)));
        assertThat(gateway.take(OTHER)).as("nobody else").isEmpty();

        now.set(Instant.parse("2026-05-02T00:00:00Z"));
        assertThat(gateway.take(ACME)).isEmpty();
        assertThat(gateway.take(ACME)).isEmpty();
        now.set(Instant.parse("2026-05-02T00:01:00Z"));
        assertThat(gateway.take(ACME)).isEmpty();
        assertThat(gateway.take(ACME))
                .contains(
                        new Exhausted(
                                Quota.MESSAGES_PER_DAY,
                                3,
                                Duration.ofDays(1).minus(Duration.ofMinutes(1))));
        now.set(Instant.parse("2026-05-03T00:00:00Z"));
        assertThat(gateway.take(ACME)).isEmpty();
    }

    @Test
    void aMessageThatTheDayRefusesCostsNothingOfTheMinute() {
        quotas.set(ACME, Map.of(Quota.MESSAGES_PER_MINUTE, 2L, Quota.MESSAGES_PER_DAY, 1L));
        MessageQuota gateway = gateway();
        assertThat(gateway.take(ACME)).isEmpty();
        for (int i = 0; i < 5; i++) {
            assertThat(gateway.take(ACME))
                    .hasValueSatisfying(
                            spent -> assertThat(spent.quota()).isEqualTo(Quota.MESSAGES_PER_DAY));
        }
        gateway.giveBack(ACME);
        gateway.giveBack(ACME);
        gateway.giveBack(ACME);
        assertThat(gateway.take(ACME)).isEmpty();
        assertThat(gateway.take(ACME)).as("no more is given back than was taken").isPresent();
    }

    @Test
    void gatewaysCountTogetherAndARestartForgetsNothing() {
        quotas.set(ACME, Map.of(Quota.MESSAGES_PER_DAY, 5L));
        MessageQuota one = gateway();
        MessageQuota two = gateway();
        take(one, 2);
        take(two, 2);
        one.share();
        two.share();
        take(two, 1);
        assertThat(two.take(ACME)).isPresent();
        two.share();

        take(one, 1);
        one.share();
        assertThat(one.take(ACME)).as("overrun by what it could not know").isPresent();
        MessageQuota restarted = gateway();
        take(restarted, 1);
        restarted.share();
        assertThat(restarted.take(ACME)).isPresent();
        restarted.share();
    }

    @Test
    void countsOnWhileTheDatabaseIsGone() {
        quotas.set(ACME, Map.of(Quota.MESSAGES_PER_DAY, 3L));
        MessageQuota gateway = gateway();
        take(gateway, 2);
        database.close();

        assertThatThrownBy(gateway::share).isInstanceOf(ReparteeException.class);
        take(gateway, 1);
        assertThat(gateway.take(ACME)).isPresent();
    }

    @Test
    void givesOutExactlyAsManyAsThereAreToManyAtOnce() {
        quotas.set(ACME, Map.of(Quota.MESSAGES_PER_DAY, 500L));
        MessageQuota gateway = gateway();
        AtomicInteger taken = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.submit(
                        () -> {
                            for (int j = 0; j < 100; j++) {
                                if (gateway.take(ACME).isEmpty()) {
                                    taken.incrementAndGet();
                                }
                                if (j % 10 == 0) {
                                    synchronized (taken) {
                                        gateway.share();
                                    }
                                }
                            }
                        });
            }
        }
        assertThat(taken).hasValue(500);
    }

    @Test
    void aRaisedQuotaHoldsAtOnceAndATakenAwayOneIsForgotten() {
        quotas.set(ACME, Map.of(Quota.MESSAGES_PER_DAY, 1L));
        MessageQuota gateway = gateway();
        take(gateway, 1);
        assertThat(gateway.take(ACME)).isPresent();
        quotas.set(ACME, Map.of(Quota.MESSAGES_PER_DAY, 2L));
        take(gateway, 1);
        quotas.set(ACME, Map.of());
        take(gateway, 10);
        gateway.share();
    }

    @Test
    void tellsTheLastOnesWhenItIsClosed() {
        quotas.set(ACME, Map.of(Quota.MESSAGES_PER_DAY, 10L));
        now.set(Instant.now());
        MessageQuota gateway = gateway();
        gateway.start();
        take(gateway, 4);
        gateway.close();

        assertThat(quotas.uses(ACME).get(Quota.MESSAGES_PER_DAY.ordinal()).used()).isEqualTo(4);
    }

    private void take(MessageQuota gateway, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(gateway.take(ACME)).isEmpty();
        }
    }

    private MessageQuota gateway() {
        return new MessageQuota(quotas, now::get);
    }
}
