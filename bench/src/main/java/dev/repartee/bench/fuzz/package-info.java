/** Hostile input: throws what nobody should send at Repartee and says what became of it. */
@NullMarked
package dev.repartee.bench.fuzz;

import org.jspecify.annotations.NullMarked;
