/** Turns a message into a sparse vector of its words, word pairs and pieces of words. */
@NullMarked
package dev.repartee.language.intent.vector;

import org.jspecify.annotations.NullMarked;
