/**
 * What a consumer knows of its partitions: in hand, finished, committed, suspected. No I/O, no
 * threads, no clock of its own.
 */
@NullMarked
package dev.repartee.kafka.ledger;

import org.jspecify.annotations.NullMarked;
