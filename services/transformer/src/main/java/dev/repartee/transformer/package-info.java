/** Runs a user's own transformer, a classifier or an encoder, from a folder with its tokenizer. */
@NullMarked
package dev.repartee.transformer;

import org.jspecify.annotations.NullMarked;
