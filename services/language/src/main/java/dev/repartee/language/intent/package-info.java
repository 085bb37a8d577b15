/**
 * Learns from examples what messages want, knows when they want something else, and explains
 * itself.
 */
@NullMarked
package dev.repartee.language.intent;

import org.jspecify.annotations.NullMarked;
