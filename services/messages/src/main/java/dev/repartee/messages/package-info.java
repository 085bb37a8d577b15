/** Message history: one row per request, written in commuting batches, read back in order. */
@NullMarked
package dev.repartee.messages;

import org.jspecify.annotations.NullMarked;
