/** Finds the words of a passage that answer a question. */
@NullMarked
package dev.repartee.knowledge.span;

import org.jspecify.annotations.NullMarked;
