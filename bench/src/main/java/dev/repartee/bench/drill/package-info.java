/**
 * Faults under load: each drill breaks something, heals it, and judges what became of the promises.
 */
@NullMarked
package dev.repartee.bench.drill;

import org.jspecify.annotations.NullMarked;
