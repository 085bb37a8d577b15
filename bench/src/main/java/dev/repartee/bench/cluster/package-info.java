/** Real engines and role processes, as a cluster on one machine, for measuring and breaking. */
@NullMarked
package dev.repartee.bench.cluster;

import org.jspecify.annotations.NullMarked;
