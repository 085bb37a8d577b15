/** Who says what a message wants: rules when they are sure, else a trained model, else an LLM. */
@NullMarked
package dev.repartee.language.layered;

import org.jspecify.annotations.NullMarked;
