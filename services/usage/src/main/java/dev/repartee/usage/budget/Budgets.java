package dev.repartee.usage.budget;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.redis.RedisLink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every budget in memory, and what was spent of each: asked before each call of a model, told after
 * it. While the database is gone the last known budgets hold; while Redis is gone each process
 * counts for itself. A budget can be passed by the calls that are under way when it ends.
 * Thread-safe.
 */
public final class Budgets {

    private static final long WHOLE = 100;

    private final BudgetStore store;
    private final Spending spending;
    private final MeterRegistry meters;

    /** Replaced as a whole by {@link #refresh}. */
    private volatile Map<TenantId, List<Budget>> budgets = Map.of();

    /** What the database knows was spent. */
    @FunctionalInterface
    public interface Stored {

        /** In billionths of the currency, since the beginning of the budget's period. */
        long spent(Budget budget, Instant since);
    }

    public Budgets(
            BudgetStore store, Stored stored, RedisLink redis, MeterRegistry meters, Clock clock) {
        this.store = store;
        this.spending =
                new Spending(
                        redis,
                        counter -> {
                            try {
                                return stored.spent(counter.budget(), counter.begin());
                            } catch (ReparteeException e) {
                                return 0;
                            }
                        },
                        clock);
        this.meters = meters;
    }

    /** Reads what changed; throws when the database does not answer, and everything stays. */
    public void refresh() {
        budgets = store.all().stream().collect(Collectors.groupingBy(Budget::tenant));
    }

    /** What an assistant may ask now: what the budget that is nearest to its end says. */
    public Allowance allowance(TenantId tenant, AssistantId assistant) {
        Allowance allowance = new Allowance.Full();
        for (Budget budget : budgets.getOrDefault(tenant, List.of())) {
            if (budget.covers(assistant)) {
                long spent = spending.spent(budget);
                if (spent >= budget.limitNanos()) {
                    return degraded(tenant, new Allowance.Exhausted());
                }
                String cheaper = budget.cheaperModel();
                if (cheaper != null && share(spent, budget) >= budget.cheaperAt()) {
                    allowance = new Allowance.Cheaper(cheaper);
                }
            }
        }
        return degraded(tenant, allowance);
    }

    /** Counts what a call cost. */
    public void spent(TenantId tenant, AssistantId assistant, long nanos) {
        if (nanos > 0) {
            budgets.getOrDefault(tenant, List.of()).stream()
                    .filter(budget -> budget.covers(assistant))
                    .forEach(budget -> spending.add(budget, nanos));
        }
    }

    /** What was spent of a budget in its present day or month, in billionths. */
    public long spent(Budget budget) {
        return spending.spent(budget);
    }

    private static double share(long spent, Budget budget) {
        return spent * (double) WHOLE / budget.limitNanos();
    }

    private Allowance degraded(TenantId tenant, Allowance allowance) {
        String to =
                switch (allowance) {
                    case Allowance.Full() -> "";
                    case Allowance.Cheaper(String model) -> model;
                    case Allowance.Exhausted() -> "extractive";
                };
        if (!to.isEmpty()) {
            Counter.builder("repartee_budget_degraded")
                    .description("Replies that a budget sent to a cheaper model")
                    .tag("tenant", tenant.value())
                    .tag("to", to)
                    .register(meters)
                    .increment();
        }
        return allowance;
    }
}
