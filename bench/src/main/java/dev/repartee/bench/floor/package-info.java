/** The least that any program must do for a message's way through Repartee, with bare clients. */
@NullMarked
package dev.repartee.bench.floor;

import org.jspecify.annotations.NullMarked;
