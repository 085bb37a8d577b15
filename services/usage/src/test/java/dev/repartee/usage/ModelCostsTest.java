package dev.repartee.usage;

import static dev.repartee.testing.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.embedded.TestEngines;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.usage.budget.Allowance;
import dev.repartee.usage.budget.Budget;
import dev.repartee.usage.budget.BudgetStore;
import dev.repartee.usage.budget.Period;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usage, cost and budgets, on a real database and a real Redis. */
class ModelCostsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final AssistantId GUIDE = new AssistantId("guide");
    private static final CostConfig PRICES =
            new CostConfig(
                    "EUR",
                    List.of(new ModelPrice("cloud", 1, 2), new ModelPrice("cloud/big", 10, 30)),
                    Duration.ofMillis(50));

    /** Redis is shared by tests: a tenant of each test's own. */
    private final TenantId tenant =
            new TenantId("t-" + UUID.randomUUID().toString().substring(0, 8));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Database database = MigratedDatabase.open(Schema.MAIN, meters);
    private final RedisLink redis =
            RedisLink.open(RedisConfig.at(TestEngines.redis()).waiting(PATIENCE), meters);
    private final RedisLink gone = RedisLink.open(RedisConfig.at("redis://127.0.0.1:1"), meters);
    private final UsageStore usage = new UsageStore(database);
    private final BudgetStore budgets = new BudgetStore(database);
    private final List<ModelCosts> running = new ArrayList<>();

    /** What was spent is forgotten at midnight. */
    @BeforeEach
    void keepWithinADay() {
        await().atMost(PATIENCE.multipliedBy(2))
                .until(() -> LocalTime.now(ZoneOffset.UTC).isBefore(LocalTime.of(23, 59)));
    }

    @BeforeEach
    void prepare() {
        execute(database, "INSERT INTO tenants (tenant_id, name) VALUES (?, 'T')", tenant.value());
        await().atMost(PATIENCE).until(redis::up);
    }

    @AfterEach
    void close() {
        running.forEach(ModelCosts::close);
        redis.close();
        gone.close();
        database.close();
    }

    @Test
    void pricesACallByTheLongestNameAndRoundsUp() {
        ModelCosts costs = costs(redis);

        assertThat(costs.used(tenant, GUIDE, "cloud/small", UsagePurpose.REPLY, use()).costNanos())
                .isEqualTo(1_000L * 1_000 + 100L * 2_000);
        assertThat(costs.used(tenant, GUIDE, "cloud/big", UsagePurpose.REPLY, use()).costNanos())
                .isEqualTo(1_000L * 10_000 + 100L * 30_000);
        assertThat(costs.used(tenant, GUIDE, "local", UsagePurpose.REPLY, use()).costNanos())
                .isNull();
        assertThat(new ModelPrice("m", 0.0000001, 0).nanos(1, 0)).isEqualTo(1);
    }

    @Test
    void refusesPricesThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelPrice("m", -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelPrice(" ", 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new CostConfig(
                                        "EUR",
                                        List.of(
                                                new ModelPrice("m", 1, 1),
                                                new ModelPrice("m", 2, 2)),
                                        Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CostConfig("euro", List.of(), Duration.ofSeconds(1)));
    }

    @Test
    void addsUsageUpByWhatIsAskedFor() {
        ModelCosts costs = costs(redis);
        costs.used(tenant, GUIDE, "cloud", UsagePurpose.REPLY, use());
        costs.used(tenant, GUIDE, "cloud", UsagePurpose.REPLY, use());
        costs.used(tenant, GUIDE, "cloud", UsagePurpose.SUMMARY, use());
        costs.used(new TenantId("nobody"), GUIDE, "cloud", UsagePurpose.REPLY, use());

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            List<UsageRow> rows =
                                    report(Set.of(UsageDimension.MODEL, UsageDimension.PURPOSE));
                            assertThat(rows).hasSize(2);
                            assertThat(rows.getFirst().group().purpose()).isEqualTo("reply");
                            assertThat(rows.getFirst().calls()).isEqualTo(2);
                            assertThat(rows.getFirst().promptTokens()).isEqualTo(2_000);
                            assertThat(rows.getFirst().cost())
                                    .isEqualByComparingTo(new BigDecimal("0.0024"));
                        });
        assertThat(report(Set.of())).hasSize(1);
    }

    @Test
    void aBudgetSendsFirstToTheCheaperModelThenToTheBuiltInOne() {
        budgets.put(new Budget(tenant, null, Period.DAY, 3_000_000, 50, "small"));
        ModelCosts costs = costs(redis);

        assertThat(costs.allowance(tenant, GUIDE)).isEqualTo(new Allowance.Full());
        costs.used(tenant, GUIDE, "cloud", UsagePurpose.REPLY, use());
        assertThat(costs.allowance(tenant, GUIDE)).isEqualTo(new Allowance.Full());
        costs.used(tenant, GUIDE, "cloud", UsagePurpose.REPLY, use());
        assertThat(costs.allowance(tenant, GUIDE)).isEqualTo(new Allowance.Cheaper("small"));
        costs.used(tenant, GUIDE, "cloud", UsagePurpose.REPLY, use());
        assertThat(costs.allowance(tenant, GUIDE)).isEqualTo(new Allowance.Exhausted());
        assertThat(costs.allowance(new TenantId("other"), GUIDE)).isEqualTo(new Allowance.Full());
        assertThat(
                        meters.counter(
                                        "repartee_budget_degraded",
                                        "tenant",
                                        tenant.value(),
                                        "to",
                                        "small")
                                .count())
                .isPositive();
    }

    @Test
    void aBudgetOfOneAssistantLeavesTheOthersAlone() {
        budgets.put(new Budget(tenant, GUIDE, Period.MONTH, 0, 80, null));
        ModelCosts costs = costs(redis);

        assertThat(costs.allowance(tenant, GUIDE)).isEqualTo(new Allowance.Exhausted());
        assertThat(costs.allowance(tenant, new AssistantId("second")))
                .isEqualTo(new Allowance.Full());
        assertThat(budgets.delete(tenant, GUIDE, Period.MONTH)).isTrue();
        costs.budgets().refresh();
        assertThat(costs.allowance(tenant, GUIDE)).isEqualTo(new Allowance.Full());
    }

    @Test
    void processesShareWhatWasSpent() {
        Budget budget = new Budget(tenant, null, Period.DAY, 2_000_000, 100, null);
        budgets.put(budget);
        ModelCosts one = costs(redis);
        ModelCosts two = costs(redis);
        assertThat(two.allowance(tenant, GUIDE)).isEqualTo(new Allowance.Full());

        one.used(tenant, GUIDE, "cloud", UsagePurpose.REPLY, use());
        one.used(tenant, GUIDE, "cloud", UsagePurpose.REPLY, use());

        await().atMost(PATIENCE)
                .until(() -> two.allowance(tenant, GUIDE).equals(new Allowance.Exhausted()));
    }

    @Test
    void withoutRedisAProcessGoesOnFromWhatIsStored() {
        budgets.put(new Budget(tenant, null, Period.DAY, 2_000_000, 100, null));
        ModelCosts before = costs(redis);
        before.used(tenant, GUIDE, "cloud", UsagePurpose.REPLY, use());
        await().atMost(PATIENCE).until(() -> !report(Set.of()).isEmpty());

        ModelCosts alone = costs(gone);
        assertThat(alone.allowance(tenant, GUIDE)).isEqualTo(new Allowance.Full());
        alone.used(tenant, GUIDE, "cloud", UsagePurpose.REPLY, use());
        assertThat(alone.allowance(tenant, GUIDE)).isEqualTo(new Allowance.Exhausted());
    }

    @Test
    void aCounterThatRedisLostIsSetRight() {
        Budget budget = new Budget(tenant, null, Period.DAY, 9_000_000, 100, null);
        budgets.put(budget);
        ModelCosts costs = costs(redis);
        costs.used(tenant, GUIDE, "cloud", UsagePurpose.REPLY, use());
        await().atMost(PATIENCE).until(() -> counter(budget) == 1_200_000);
        redis.call(c -> c.del(key(budget))).join();

        costs.used(tenant, GUIDE, "cloud", UsagePurpose.REPLY, use());

        await().atMost(PATIENCE).until(() -> counter(budget) == 2_400_000);
    }

    private long counter(Budget budget) {
        byte[] value = redis.call(c -> c.get(key(budget))).join();
        return value == null ? -1 : Long.parseLong(new String(value));
    }

    private static String key(Budget budget) {
        return "spent:%s::day:%s"
                .formatted(budget.tenant(), Period.DAY.begin(Instant.now()).getEpochSecond());
    }

    private List<UsageRow> report(Set<UsageDimension> by) {
        Instant now = Instant.now();
        return usage.report(tenant, now.minusSeconds(7_200), now.plusSeconds(60), by, 100);
    }

    private static ModelUse use() {
        return new ModelUse("m", 1_000, 100, 20);
    }

    private ModelCosts costs(RedisLink link) {
        ModelCosts costs = new ModelCosts(PRICES, usage, budgets, link, meters, Clock.systemUTC());
        costs.budgets().refresh();
        costs.start();
        running.add(costs);
        return costs;
    }
}
