/** Reads numbers that are written in words. */
@NullMarked
package dev.repartee.language.number;

import org.jspecify.annotations.NullMarked;
