/** Finds attempts to give a model orders, in any wrapping that is known. */
@NullMarked
package dev.repartee.language.safety.injection;

import org.jspecify.annotations.NullMarked;
