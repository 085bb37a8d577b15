/** Budgets of tenants and assistants, and what was spent of them. */
@NullMarked
package dev.repartee.usage.budget;

import org.jspecify.annotations.NullMarked;
