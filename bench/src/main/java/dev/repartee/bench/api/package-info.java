/** The HTTP API as a business's servers call it: what prepares, feeds and checks a system. */
@NullMarked
package dev.repartee.bench.api;

import org.jspecify.annotations.NullMarked;
