/** Message history in PostgreSQL: sealed rows, written in commuting batches. */
@NullMarked
package dev.repartee.messages.postgres;

import org.jspecify.annotations.NullMarked;
