/** A business makes and ends the keys of its programs. */
@NullMarked
package dev.repartee.control.key;

import org.jspecify.annotations.NullMarked;
