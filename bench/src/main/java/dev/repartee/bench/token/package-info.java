/** Measures what it costs the gateway to tell who calls. */
@NullMarked
package dev.repartee.bench.token;

import org.jspecify.annotations.NullMarked;
