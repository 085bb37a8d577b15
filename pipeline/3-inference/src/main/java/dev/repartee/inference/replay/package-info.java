/** Runs messages of the past through another assistant, prompt or model, without any effect. */
@NullMarked
package dev.repartee.inference.replay;

import org.jspecify.annotations.NullMarked;
