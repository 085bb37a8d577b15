/** Usage, cost and budgets over HTTP. */
@NullMarked
package dev.repartee.control.usage;

import org.jspecify.annotations.NullMarked;
