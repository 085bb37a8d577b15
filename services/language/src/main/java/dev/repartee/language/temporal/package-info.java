/** Reads days, times, durations and intervals in several languages, relative to a moment. */
@NullMarked
package dev.repartee.language.temporal;

import org.jspecify.annotations.NullMarked;
