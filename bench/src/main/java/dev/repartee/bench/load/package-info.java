/**
 * An open-loop load generator: sends on a fixed schedule, whatever the system does, and keeps
 * account of every message.
 */
@NullMarked
package dev.repartee.bench.load;

import org.jspecify.annotations.NullMarked;
