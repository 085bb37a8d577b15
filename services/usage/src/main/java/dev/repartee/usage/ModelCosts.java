package dev.repartee.usage;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.redis.RedisLink;
import dev.repartee.usage.budget.Allowance;
import dev.repartee.usage.budget.BudgetStore;
import dev.repartee.usage.budget.Budgets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/**
 * What the pipeline asks before it calls a model, and tells after. Neither blocks for long, and
 * neither fails: a reply is worth more than its account (promise P6). Thread-safe.
 */
public final class ModelCosts implements AutoCloseable {

    private static final double NANOS = 1e9;

    private final Prices prices;
    private final UsageLedger ledger;
    private final Budgets budgets;
    private final CostConfig config;
    private final MeterRegistry meters;
    private final Clock clock;

    /** Writes nothing before {@link #start}. */
    public ModelCosts(
            CostConfig config,
            UsageStore usage,
            BudgetStore budgetStore,
            RedisLink redis,
            MeterRegistry meters,
            Clock clock) {
        this.config = config;
        this.prices = new Prices(config);
        this.ledger = new UsageLedger(usage, config.flushEvery());
        this.budgets =
                new Budgets(
                        budgetStore,
                        (budget, since) ->
                                usage.spentSince(budget.tenant(), budget.assistant(), since),
                        redis,
                        meters,
                        clock);
        this.meters = meters;
        this.clock = clock;
    }

    /** Begins to write usage. */
    public void start() {
        ledger.start();
    }

    /** Budgets in force. */
    public Budgets budgets() {
        return budgets;
    }

    /** What an assistant may ask now. */
    public Allowance allowance(TenantId tenant, AssistantId assistant) {
        return budgets.allowance(tenant, assistant);
    }

    /**
     * Counts a call.
     *
     * @param model as the assistant names it, {@code endpoint} or {@code endpoint/model}
     * @return the same use with its cost, if the model has a price
     */
    public ModelUse used(
            TenantId tenant,
            AssistantId assistant,
            String model,
            UsagePurpose purpose,
            ModelUse use) {
        ModelUse priced = priced(model, use);
        long nanos = priced.costNanos() == null ? 0 : priced.costNanos();
        budgets.spent(tenant, assistant, nanos);
        boolean counted =
                ledger.add(
                        new UsageEntry.Key(
                                tenant,
                                assistant,
                                model,
                                purpose,
                                clock.instant().truncatedTo(ChronoUnit.HOURS)),
                        new UsageEntry.Amount(
                                1, use.promptTokens(), use.completionTokens(), nanos));
        Counter.builder(counted ? "repartee_model_cost" : "repartee_usage_lost")
                .description(
                        counted
                                ? "Cost of model calls in the deployment's currency"
                                : "Cost of calls of more kinds than are kept apart")
                .tag("tenant", tenant.value())
                .tag("model", model)
                .tag("currency", config.currency())
                .register(meters)
                .increment(nanos / NANOS);
        return priced;
    }

    /**
     * The same use with its cost, if the model has a price; nothing is counted.
     *
     * @param model as the assistant names it
     */
    public ModelUse priced(String model, ModelUse use) {
        OptionalLong cost = prices.nanos(model, use.promptTokens(), use.completionTokens());
        return cost.isPresent() ? use.withCost(cost.getAsLong()) : use;
    }

    /** Writes what was counted. */
    @Override
    public void close() {
        ledger.close();
    }
}
