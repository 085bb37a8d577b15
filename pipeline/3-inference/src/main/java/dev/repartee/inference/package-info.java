/** Answers and analyses messages, each conversation in order: chat.to_infer to results. */
@NullMarked
package dev.repartee.inference;

import org.jspecify.annotations.NullMarked;
