/** Brings results to the people who wait for them, and keeps them until they come back. */
@NullMarked
package dev.repartee.delivery;

import org.jspecify.annotations.NullMarked;
