/** A small neural network over sparse vectors, trained on one core in seconds. */
@NullMarked
package dev.repartee.language.intent.network;

import org.jspecify.annotations.NullMarked;
