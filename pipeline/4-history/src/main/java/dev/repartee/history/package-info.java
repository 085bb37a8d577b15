/** Stores every message and what became of it, in batches that may be repeated. */
@NullMarked
package dev.repartee.history;

import org.jspecify.annotations.NullMarked;
