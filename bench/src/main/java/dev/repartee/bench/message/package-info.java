/** Measures what the parts of a message's way cost by themselves, without engines. */
@NullMarked
package dev.repartee.bench.message;

import org.jspecify.annotations.NullMarked;
