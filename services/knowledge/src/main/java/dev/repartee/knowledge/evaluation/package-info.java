/** Measures retrieval and extraction on sets of questions whose answers are known. */
@NullMarked
package dev.repartee.knowledge.evaluation;

import org.jspecify.annotations.NullMarked;
