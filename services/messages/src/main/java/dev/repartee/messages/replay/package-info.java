/** Reads a stretch of the past back, to run it through another assistant. */
@NullMarked
package dev.repartee.messages.replay;

import org.jspecify.annotations.NullMarked;
