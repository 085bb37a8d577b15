/** How an assistant's reply is made: by a model, from its documents, or as a fallback. */
@NullMarked
package dev.repartee.inference.reply;

import org.jspecify.annotations.NullMarked;
