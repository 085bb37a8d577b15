/** What of a conversation and of the documents a model is told, by tokens, and what it may cost. */
@NullMarked
package dev.repartee.inference.context;

import org.jspecify.annotations.NullMarked;
