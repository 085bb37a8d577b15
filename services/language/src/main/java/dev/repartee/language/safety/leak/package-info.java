/** Keeps what a model was told in confidence, and data on its way out in links, out of replies. */
@NullMarked
package dev.repartee.language.safety.leak;

import org.jspecify.annotations.NullMarked;
