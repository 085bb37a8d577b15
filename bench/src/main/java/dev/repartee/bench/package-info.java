/** The commands that prove what Repartee promises: load, the floor, faults and hostile input. */
@NullMarked
package dev.repartee.bench;

import org.jspecify.annotations.NullMarked;
