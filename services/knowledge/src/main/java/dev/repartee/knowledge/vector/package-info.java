/** Finding by meaning: vectors of pieces and questions, and the stores that compare them. */
@NullMarked
package dev.repartee.knowledge.vector;

import org.jspecify.annotations.NullMarked;
