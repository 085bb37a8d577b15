/** A network that can be slowed, cut and swallowed, between a process and what it talks to. */
@NullMarked
package dev.repartee.bench.drill.proxy;

import org.jspecify.annotations.NullMarked;
