/** What models cost: tokens and money per tenant, assistant and model, and budgets that hold. */
@NullMarked
package dev.repartee.usage;

import org.jspecify.annotations.NullMarked;
