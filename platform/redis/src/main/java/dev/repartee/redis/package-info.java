/**
 * Redis, wrapped once: quick answers and messages between processes, never the only home of
 * anything, and never in the way when it is gone.
 */
@NullMarked
package dev.repartee.redis;

import org.jspecify.annotations.NullMarked;
