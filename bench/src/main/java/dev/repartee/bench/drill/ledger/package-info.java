/** What clients sent, were promised and saw, so that a run can be judged from outside. */
@NullMarked
package dev.repartee.bench.drill.ledger;

import org.jspecify.annotations.NullMarked;
