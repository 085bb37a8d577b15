package dev.repartee.control.usage;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.usage.ModelCosts;
import dev.repartee.usage.UsageStore;
import dev.repartee.usage.budget.BudgetStore;
import java.time.Clock;

/**
 * What is administered of usage and budgets.
 *
 * @param assistants whose budgets there can be
 * @param usage what was used
 * @param budgets what may be used
 * @param costs what was spent so far
 * @param currency of prices and budgets
 * @param clock the time
 */
public record UsageServices(
        AssistantStore assistants,
        UsageStore usage,
        BudgetStore budgets,
        ModelCosts costs,
        String currency,
        Clock clock) {}
