/** What can go wrong, each made to happen and healed. */
@NullMarked
package dev.repartee.bench.drill.fault;

import org.jspecify.annotations.NullMarked;
