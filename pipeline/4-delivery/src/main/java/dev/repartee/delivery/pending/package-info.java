/** Keeps replies of absent users, and how far each of their devices has read. */
@NullMarked
package dev.repartee.delivery.pending;

import org.jspecify.annotations.NullMarked;
