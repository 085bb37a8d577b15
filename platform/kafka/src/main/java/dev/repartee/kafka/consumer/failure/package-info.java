/** What becomes of records whose handling fails: another attempt, or a dead letter. */
@NullMarked
package dev.repartee.kafka.consumer.failure;

import org.jspecify.annotations.NullMarked;
