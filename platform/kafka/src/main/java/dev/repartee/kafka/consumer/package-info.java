/** Reads the log for a group: in lanes, record by record, or in bulk, poll by poll. */
@NullMarked
package dev.repartee.kafka.consumer;

import org.jspecify.annotations.NullMarked;
