/** Takes texts apart: into pieces, sentences and the terms that they are found by. */
@NullMarked
package dev.repartee.knowledge.text;

import org.jspecify.annotations.NullMarked;
