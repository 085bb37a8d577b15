/** Writes to the log: for stages, which never give up, and for the gateway, which must. */
@NullMarked
package dev.repartee.kafka.sender;

import org.jspecify.annotations.NullMarked;
