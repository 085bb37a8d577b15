/** What an encoder of texts adds to a model that learns from words. */
@NullMarked
package dev.repartee.training.encoder;

import org.jspecify.annotations.NullMarked;
