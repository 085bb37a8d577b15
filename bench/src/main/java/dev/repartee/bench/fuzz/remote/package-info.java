/** Hostile clients of a real system: what they send, and what must never come back. */
@NullMarked
package dev.repartee.bench.fuzz.remote;

import org.jspecify.annotations.NullMarked;
