/**
 * The log, wrapped once: an ordered consumer, two producers, and what other groups have finished.
 */
@NullMarked
package dev.repartee.kafka;

import org.jspecify.annotations.NullMarked;
