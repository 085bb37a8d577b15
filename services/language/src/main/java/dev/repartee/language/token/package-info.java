/** Splits text into words and matches patterns of words, in linear time whatever the text. */
@NullMarked
package dev.repartee.language.token;

import org.jspecify.annotations.NullMarked;
