/** Measures how well trained models understand messages that they have not seen. */
@NullMarked
package dev.repartee.language.evaluation;

import org.jspecify.annotations.NullMarked;
